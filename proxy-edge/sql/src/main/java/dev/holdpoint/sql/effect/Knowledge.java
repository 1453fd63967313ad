package dev.holdpoint.sql.effect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.sql.catalogue.CatalogRelation;
import dev.holdpoint.sql.catalogue.CatalogRoutine;
import dev.holdpoint.sql.catalogue.Namespace;
import dev.holdpoint.sql.catalogue.RelationName;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import dev.holdpoint.sql.catalogue.Usage;
import dev.holdpoint.sql.catalogue.Vouched;
import dev.holdpoint.sql.lineage.ViewLineage;
import dev.holdpoint.sql.parser.RangeVar;
import dev.holdpoint.sql.parser.SyntaxFault;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What is known of one snapshot in one namespace; worked out when it is first asked for, from the
 * texts of views, expressions and routines. Of one thread.
 */
public final class Knowledge {
    private static final int DEPTH = 8;
    private static final Set<Usage> ROW_CHANGES =
            EnumSet.of(Usage.INSERT, Usage.UPDATE, Usage.DELETE);

    private final SqlCatalog catalog;
    private final SqlCatalog qualified;
    private final Function<String, List<JsonNode>> parser;
    private final ViewLineage views;
    private final Consequences consequences = new Consequences(this);
    private final Map<String, Consequence> texts = new HashMap<>();
    private final Map<CatalogRoutine, Consequence> routines = new HashMap<>();
    private int depth;

    /**
     * @param parser the trees of a text's statements
     */
    public Knowledge(SqlCatalog catalog, Function<String, List<JsonNode>> parser) {
        this.catalog = catalog;
        this.qualified = catalog.under(Namespace.QUALIFIED);
        this.parser = parser;
        this.views = new ViewLineage(qualified, text -> parser.apply(text).getFirst());
    }

    /** The same for names as they are read from some statement of a text on. */
    Knowledge under(SqlCatalog other) {
        if (isOf(other)) {
            return this;
        }
        var changed = new Knowledge(other, parser);
        changed.depth = depth + 1;
        return changed;
    }

    /** Whether it is of the very same snapshot, seen in the same way. */
    public boolean isOf(SqlCatalog other) {
        return catalog.isSame(other);
    }

    ViewLineage views() {
        return views;
    }

    /** Of using a relation. */
    Consequence of(CatalogRelation relation, Usage usage) {
        return consequences.of(relation, usage);
    }

    /** The relation a qualified name means. */
    Optional<CatalogRelation> relation(RelationName name) {
        return qualified.relation(name.schema(), name.name());
    }

    /** Of evaluating expressions the catalogue shows, separated by commas. */
    Consequence ofExpressions(String text) {
        return ofText("SELECT " + text);
    }

    /** Of a query the catalogue shows. */
    Consequence ofText(String text) {
        var known = texts.get(text);
        if (known == null) {
            texts.put(text, Consequence.UNKNOWN);
            known = walked(text, qualified);
            texts.put(text, known);
        }
        return known;
    }

    /** Of calling a routine; anything if its body cannot be read, or calls itself. */
    Consequence of(CatalogRoutine routine) {
        var vouched = routine.vouched();
        if (routine.body().isEmpty() && vouched == null) {
            return Consequence.UNKNOWN;
        }
        var known = routines.get(routine);
        if (known == null) {
            routines.put(routine, Consequence.UNKNOWN);
            known = vouched == null ? body(routine) : vouched(vouched).and(body(routine));
            routines.put(routine, known);
        }
        return known;
    }

    private Consequence body(CatalogRoutine routine) {
        return routine.body().isEmpty()
                ? Consequence.NONE
                : walked(routine.body(), routine.qualified() ? qualified : catalog);
    }

    /** What is said, and what the relations it names set off. */
    private Consequence vouched(Vouched said) {
        var all = new ArrayList<>(List.of(Consequence.having(said.effects())));
        said.reads().forEach(name -> all.add(of(name, Usage.READ)));
        for (var usage : ROW_CHANGES) {
            said.writes().forEach(name -> all.add(of(name, usage)));
        }
        return Consequence.all(all);
    }

    private Consequence of(RelationName name, Usage usage) {
        return relation(name)
                .map(relation -> of(relation, usage))
                .orElseGet(() -> missing(name, usage));
    }

    private static Consequence missing(RelationName name, Usage usage) {
        var names = Set.of(name.text());
        return Consequence.UNKNOWN.and(
                usage == Usage.READ
                        ? Consequence.touching(names, Set.of())
                        : Consequence.touching(Set.of(), names));
    }

    /** The only relation a view reads from, if it is so simple: changing one changes the other. */
    Optional<RelationName> base(CatalogRelation view) {
        var from = parser.apply(view.definition()).getFirst().path("SelectStmt").path("fromClause");
        var only = RangeVar.of(from.path(0).path("RangeVar"));
        return from.size() == 1 && !only.schema().isEmpty()
                ? Optional.of(new RelationName(only.schema(), only.name()))
                : Optional.empty();
    }

    private Consequence walked(String text, SqlCatalog names) {
        if (depth >= DEPTH) {
            return Consequence.UNKNOWN;
        }
        depth++;
        try {
            var found = new Findings(names, this);
            var walk = new Walk(found);
            parser.apply(text).forEach(statement -> walk.inside(statement));
            return found.consequence();
        } catch (SyntaxFault _) {
            return Consequence.UNKNOWN;
        } finally {
            depth--;
        }
    }
}

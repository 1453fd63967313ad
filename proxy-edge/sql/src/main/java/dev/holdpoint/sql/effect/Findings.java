package dev.holdpoint.sql.effect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import dev.holdpoint.sql.Analysis;
import dev.holdpoint.sql.NameChange;
import dev.holdpoint.sql.SessionName;
import dev.holdpoint.sql.SessionSetting;
import dev.holdpoint.sql.catalogue.Basis;
import dev.holdpoint.sql.catalogue.CatalogRelation;
import dev.holdpoint.sql.catalogue.CatalogRoutine;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import dev.holdpoint.sql.catalogue.Usage;
import dev.holdpoint.sql.lineage.Origin;
import dev.holdpoint.sql.lineage.Output;
import dev.holdpoint.sql.lineage.QueryLineage;
import dev.holdpoint.sql.lineage.ReadColumns;
import dev.holdpoint.sql.parser.Fingerprints;
import dev.holdpoint.sql.parser.RangeVar;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What a walk over a parse tree has found so far. */
final class Findings {
    private static final int MOST_TOLD = 200;
    private static final String EVERYWHERE =
            "what a cast or an operator class that somebody added to PostgreSQL's types does";

    private final Knowledge knowledge;
    private final Naming naming;
    private final Basis basis;
    private final Mentioned mentioned = new Mentioned();
    private final ReadColumns use = new ReadColumns();
    private final Set<String> columnsWritten = new LinkedHashSet<>();
    private final Doings doings = new Doings();
    private final Set<String> columns = new LinkedHashSet<>();
    private final Set<String> functions = new LinkedHashSet<>();
    private final List<NameMaker> names = new ArrayList<>();
    private final List<Output> outputs = new ArrayList<>();
    private final List<SessionSetting> settings = new ArrayList<>();
    private boolean narrowed = true;
    private boolean destructive;
    private final Unrecordable unrecordable = new Unrecordable();
    private final Uncounted uncounted = new Uncounted();
    private @Nullable String unclear;

    Findings(SqlCatalog catalog, Knowledge knowledge) {
        this.naming = new Naming(catalog);
        this.basis = catalog.basis();
        this.knowledge = knowledge;
    }

    /** Findings of their own for a statement inside this one. */
    Findings inner() {
        return new Findings(catalog(), knowledge);
    }

    /** The catalogue as the statement at hand sees it. */
    SqlCatalog catalog() {
        return naming.catalog();
    }

    Naming naming() {
        return naming;
    }

    /** A statement of the text is over. */
    void over() {
        naming.after(doings.effects());
    }

    /** Whether the text changed what names mean up to here. */
    boolean hasOtherNames() {
        return !catalog().basis().equals(basis);
    }

    void kind(String kind) {
        doings.kind(kind);
    }

    void effect(Effect effect) {
        doings.effect(effect);
    }

    void effects(Set<Effect> more) {
        doings.effects(more);
    }

    /** As above, of something that is told if it may do anything. */
    void effects(Set<Effect> more, String what) {
        doings.effects(more);
        if (more.contains(Effect.UNKNOWN)) {
            unclear(what);
        }
    }

    /** Nobody can tell this, a clause; the first such thing is told to people. */
    void unclear(String what) {
        doings.effect(Effect.UNKNOWN);
        if (unclear == null) {
            unclear = what.length() > MOST_TOLD ? what.substring(0, MOST_TOLD) + "…" : what;
        }
    }

    /** A session name whose meaning can be told once the text around it is understood. */
    @FunctionalInterface
    interface NameMaker {
        SessionName of(String recordable, String fingerprint);
    }

    void name(NameMaker name) {
        names.add(name);
    }

    /** Finds out what the next statement of the text answers with, and which columns it reads. */
    void answer(JsonNode statement) {
        outputs.add(new QueryLineage(catalog(), knowledge.views(), use).output(statement));
    }

    /** A column that is assigned to; {@code *} for all of them. */
    void assigned(RangeVar target, String column) {
        var relation = naming.known(target);
        if (relation.isPresent() && column.equals(Origin.WHOLE_ROW)) {
            relation.get()
                    .columns()
                    .forEach(
                            name ->
                                    columnsWritten.add(
                                            relation.get().qualifiedName() + "." + name));
        } else {
            columnsWritten.add(naming.name(target) + "." + column);
        }
    }

    void setting(SessionSetting setting) {
        settings.add(setting);
    }

    void destroys() {
        destructive = true;
    }

    void notNarrowed() {
        narrowed = false;
    }

    Unrecordable unrecordable() {
        return unrecordable;
    }

    /** Whether rows are changed that no tag counts. */
    Uncounted uncounted() {
        return uncounted;
    }

    /** What masking needs to know. */
    Mentioned mentioned() {
        return mentioned;
    }

    /** A WITH query whose rows are read. */
    void readQuery(RangeVar query) {
        mentioned.range(query.name());
        mentioned.calls().spelledOut(query.rows());
    }

    /** A relation whose rows are read. */
    void read(RangeVar relation) {
        mentioned.range(relation.name());
        rows(relation, mentioned.calls()::relation);
        doings.reads(Set.of(naming.name(relation)));
        effect(Effect.READ);
        used(relation, Usage.READ);
    }

    /** A relation that is changed, itself or its rows. */
    void write(RangeVar relation, Set<Usage> usages) {
        mentioned.range(relation.name());
        rows(relation, mentioned.calls()::target);
        doings.writes(Set.of(naming.name(relation)));
        usages.forEach(usage -> used(relation, usage));
        if (relation.schema().equals("pg_catalog")
                || relation.schema().equals("information_schema")
                || relation.name().startsWith("pg_")) {
            effect(Effect.ADMIN);
            unclear("what a change of PostgreSQL's own catalogue does");
        }
    }

    /** A relation gets a name that others may know. */
    void renamed(Renamed relation) {
        var schema =
                naming.known(relation.was())
                        .map(CatalogRelation::schema)
                        .orElse(relation.was().schema());
        write(relation.in(schema), Set.of());
    }

    /** A relation of PostgreSQL's own has no columns here, nor values of anybody's. */
    private void rows(RangeVar relation, BiConsumer<String, CatalogRelation> named) {
        var candidates = naming.candidates(relation);
        candidates.forEach(candidate -> named.accept(relation.rows(), candidate));
        if (candidates.isEmpty() && !naming.isMissing(relation)) {
            mentioned.calls().spelledOut(relation.rows());
        }
    }

    private void used(RangeVar relation, Usage usage) {
        if (catalog().opaqueRelations().contains(relation.name())) {
            unclear("what the use of " + relation.name() + " sets off");
        }
        if (naming.isMissing(relation)) {
            naming.missing();
        }
        for (var candidate : naming.candidates(relation)) {
            var consequence = knowledge.of(candidate, usage);
            include(consequence, "what the use of " + candidate.qualifiedName() + " sets off");
            if (usage != Usage.READ) {
                mentioned.keeps(consequence);
            }
        }
    }

    /** A routine that is not PostgreSQL's own is called. */
    void called(CatalogRoutine routine) {
        var consequence = knowledge.under(catalog()).of(routine);
        include(consequence, "what the function " + routine.qualifiedName() + " does");
        mentioned.called(consequence);
        if (consequence.effects().contains(Effect.WRITE)) {
            uncounted.also(true);
        }
    }

    /** As above, of one that the text does not name. */
    void calledUnnamed(CatalogRoutine routine) {
        function(List.of(routine.schema(), routine.name()));
        called(routine);
    }

    /** Values are computed or compared, which may run code that no name tells. */
    void computed() {
        catalog()
                .code()
                .everywhere()
                .forEach(call -> include(knowledge.ofExpressions(call), EVERYWHERE));
    }

    private void include(Consequence consequence, String what) {
        effects(consequence.effects(), what);
        doings.reads(consequence.reads());
        doings.writes(consequence.writes());
        functions.addAll(consequence.functions());
        use.include(consequence.columns().read(), consequence.columns().compared());
        mentioned.include(consequence);
        columnsWritten.addAll(consequence.columns().written());
        narrowed &= consequence.reach().narrowed();
        destructive |= consequence.reach().destructive();
        uncounted.also(consequence.reach().uncounted());
    }

    /**
     * All that was found, as something set off; about relations nobody knows it may be anything.
     */
    Consequence consequence() {
        boolean changesNames =
                !naming.change().equals(NameChange.NONE) || !names.isEmpty() || !settings.isEmpty();
        if (changesNames) {
            effect(Effect.UNKNOWN);
        }
        return new Consequence(
                doings.effects(),
                doings.reads(),
                doings.writes(),
                functions,
                new Consequence.Columns(
                        new LinkedHashSet<>(use.read()),
                        new LinkedHashSet<>(use.compared()),
                        columnsWritten),
                new Consequence.Reach(narrowed, destructive, uncounted.any()),
                mentioned.carried());
    }

    /** An object that is changed, by name. */
    void writeNamed(List<String> parts) {
        var schema = parts.size() == 2 ? parts.getFirst() : "";
        var relations =
                parts.size() > 2
                        ? List.<CatalogRelation>of()
                        : catalog().candidates(schema, parts.getLast());
        doings.writes(
                Set.of(
                        relations.size() == 1
                                ? relations.getFirst().qualifiedName()
                                : String.join(".", parts)));
        for (var relation : relations) {
            include(
                    knowledge.of(relation, Usage.DEFINE),
                    "what a change of " + relation.qualifiedName() + " sets off");
        }
        mentioned.relation(parts.getLast());
    }

    void column(List<String> parts) {
        columns.add(String.join(".", parts));
        mentioned.column(parts.getLast());
        if (parts.size() > 1) {
            mentioned.calls().dotted(parts.get(parts.size() - 2), parts.getLast());
        }
    }

    void function(List<String> parts) {
        functions.add(String.join(".", parts));
    }

    private boolean firesTriggers(Set<Effect> effects) {
        return catalog().code().watched() && Naming.firesEventTriggers(effects);
    }

    /** One of several statements begins. */
    void partBegins() {
        doings.partBegins();
    }

    /** One of several statements is over. */
    void partOver(Fingerprints fingerprints) {
        doings.partOver(this::firesTriggers, fingerprints);
    }

    private CommandFacts facts(String fingerprint) {
        if (firesTriggers(doings.effects())) {
            unclear("what this database's event triggers do");
        }
        return new CommandFacts(
                doings.kinds(),
                List.copyOf(doings.effects()),
                List.copyOf(doings.reads()),
                List.copyOf(doings.writes()),
                List.copyOf(columns),
                use.read(),
                List.copyOf(columnsWritten),
                use.compared(),
                List.copyOf(functions),
                narrowed,
                destructive,
                null,
                fingerprint);
    }

    /** All of it, once the walk is over. */
    Analysis.Understood understood(String recordable, String fingerprint) {
        return new Analysis.Understood(
                facts(fingerprint),
                doings.parts(),
                recordable,
                names.stream().map(name -> name.of(recordable, fingerprint)).toList(),
                mentioned.all(),
                outputs,
                settings,
                naming.change(),
                uncounted.any(),
                unrecordable.anywhere(),
                basis,
                unclear);
    }
}

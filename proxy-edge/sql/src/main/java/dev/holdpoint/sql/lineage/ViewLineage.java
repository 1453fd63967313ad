package dev.holdpoint.sql.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.sql.catalogue.CatalogRelation;
import dev.holdpoint.sql.catalogue.RelationName;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import dev.holdpoint.sql.parser.SyntaxFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The columns of a target's relations, those of views with what they show of other relations. */
public final class ViewLineage {
    private final SqlCatalog catalog;
    private final Function<String, JsonNode> parser;
    private final Map<CatalogRelation, List<NamedSource>> known = new HashMap<>();

    /**
     * @param parser the tree of a text that is one statement
     */
    public ViewLineage(SqlCatalog catalog, Function<String, JsonNode> parser) {
        this.catalog = catalog;
        this.parser = parser;
    }

    /** In order. */
    List<NamedSource> columns(CatalogRelation relation) {
        var before = known.get(relation);
        if (before != null) {
            return before;
        }
        known.put(relation, own(relation, true));
        var columns = relation.definition().isEmpty() ? own(relation, false) : view(relation);
        known.put(relation, columns);
        return columns;
    }

    private List<NamedSource> own(CatalogRelation relation, boolean unknown) {
        return relation.columns().stream()
                .map(name -> new NamedSource(name, stored(relation, name, unknown)))
                .toList();
    }

    /** A generated column shows what it is made from, a part of a table what the whole does. */
    private Source stored(CatalogRelation relation, String column, boolean unknown) {
        var source = own(relation, column, unknown);
        for (var other : relation.generated().getOrDefault(column, Set.of())) {
            source = source.or(own(relation, other, unknown)).derived();
        }
        for (var parent : relation.conduct().parents()) {
            source = source.or(inherited(parent, column));
        }
        return source;
    }

    private Source inherited(RelationName parent, String column) {
        return catalog.relation(parent.schema(), parent.name()).stream()
                .flatMap(relation -> columns(relation).stream())
                .filter(own -> own.is(column))
                .map(NamedSource::source)
                .reduce(Source.NONE, Source::or);
    }

    private static Source own(CatalogRelation relation, String column, boolean unknown) {
        var origin = new Origin(relation.schema(), relation.name(), column);
        return new Source(Set.of(origin), true, unknown);
    }

    private List<NamedSource> view(CatalogRelation view) {
        var output = output(view);
        return output instanceof Output.Columns(var sources)
                        && sources.size() == view.columns().size()
                ? shown(view, sources)
                : own(view, true);
    }

    private Output output(CatalogRelation view) {
        try {
            return new QueryLineage(catalog, this, new ReadColumns())
                    .output(parser.apply(view.definition()));
        } catch (SyntaxFault _) {
            return new Output.Unknown();
        }
    }

    private static List<NamedSource> shown(CatalogRelation view, List<Source> sources) {
        var columns = new ArrayList<NamedSource>(sources.size());
        for (int i = 0; i < sources.size(); i++) {
            var name = view.columns().get(i);
            columns.add(new NamedSource(name, own(view, name, false).or(sources.get(i))));
        }
        return List.copyOf(columns);
    }
}

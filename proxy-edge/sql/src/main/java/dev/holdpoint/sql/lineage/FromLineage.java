package dev.holdpoint.sql.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import dev.holdpoint.sql.parser.RangeVar;
import dev.holdpoint.sql.parser.Tree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a FROM clause offers to the query it belongs to. */
final class FromLineage {
    private final QueryLineage queries;
    private final SqlCatalog catalog;
    private final ViewLineage views;
    private final ReadColumns use;

    FromLineage(QueryLineage queries, SqlCatalog catalog, ViewLineage views, ReadColumns use) {
        this.queries = queries;
        this.catalog = catalog;
        this.views = views;
        this.use = use;
    }

    /** Items in order; functions and LATERAL queries see the ones before them. */
    List<FromItem> items(Iterable<JsonNode> clause, QueryScope scope) {
        var items = new ArrayList<>(scope.items());
        for (var node : clause) {
            items.add(item(node, scope.from(items)));
        }
        return items;
    }

    private FromItem item(JsonNode node, QueryScope scope) {
        var typed = Tree.typed(node);
        if (typed.isEmpty()) {
            return FromItem.of("", Rows.UNKNOWN);
        }
        var body = typed.get().getValue();
        var alias = Tree.text(body.path("alias"), "aliasname");
        return switch (typed.get().getKey()) {
            case "RangeVar" -> relation(body, scope);
            case "RangeSubselect" -> FromItem.of(alias, named(query(body, scope), body));
            case "RangeFunction" -> FromItem.of(alias, function(body, alias, scope));
            case "RangeTableSample" -> {
                queries.expressions().condition(body.path("args"), scope);
                queries.expressions().condition(body.path("repeatable"), scope);
                yield item(body.path("relation"), scope);
            }
            case "JoinExpr" -> join(body, alias, scope);
            default -> {
                queries.expressions().condition(body, scope);
                yield FromItem.of(alias, Rows.UNKNOWN);
            }
        };
    }

    /** Unless it is LATERAL, a query sees nothing of the clause it stands in. */
    private Rows query(JsonNode body, QueryScope scope) {
        boolean lateral = body.path("lateral").asBoolean(false);
        var seen = lateral ? scope : scope.from(List.of());
        return queries.query(body.path("subquery"), seen.inner());
    }

    private static Rows named(Rows rows, JsonNode body) {
        return rows.named(Tree.strings(body.path("alias"), "colnames"));
    }

    /** A table, a view or a WITH query. */
    FromItem relation(JsonNode rangeVar, QueryScope scope) {
        var relation = RangeVar.of(rangeVar);
        var query =
                relation.schema().isEmpty() ? scope.query(relation.name()) : Optional.<Rows>empty();
        if (query.isPresent()) {
            return FromItem.of(relation.rows(), named(query.get(), rangeVar));
        }
        var known = catalog.relation(relation.schema(), relation.name());
        if (known.isEmpty() || rangeVar.has("catalogname")) {
            catalog.candidates(relation.schema(), relation.name())
                    .forEach(candidate -> use.mayUse(candidate.qualifiedName()));
            return FromItem.of(relation.rows(), Rows.UNKNOWN);
        }
        var rows = named(new Rows(views.columns(known.get()), false, Source.NONE), rangeVar);
        var visible = relation.alias().isEmpty() ? known.get().schema() : "";
        return new FromItem(visible, relation.rows(), rows, true, List.of());
    }

    /**
     * Whatever its columns are called, by default as the alias, their values come from the
     * arguments.
     */
    private Rows function(JsonNode body, String alias, QueryScope scope) {
        var values = queries.expressions().of(body.path("functions"), scope).derived();
        var listed = Tree.strings(body.path("alias"), "colnames");
        var names = listed.isEmpty() && !alias.isEmpty() ? List.of(alias) : listed;
        var columns = names.stream().map(name -> new NamedSource(name, values)).toList();
        boolean harmless = values.isNothing();
        return new Rows(columns, true, harmless ? Source.NONE : values);
    }

    private FromItem join(JsonNode body, String alias, QueryScope scope) {
        var left = item(body.path("larg"), scope);
        var before = new ArrayList<>(scope.items());
        before.add(left);
        var right = item(body.path("rarg"), scope.from(before));
        var joined = scope.from(List.of(left, right));
        var on = queries.expressions().condition(body.path("quals"), joined);
        var shared = shared(body, left, right);
        var conditions = on.or(left.rows().conditions()).or(right.rows().conditions());
        var rows = joined(left, right, shared, conditions);
        var inside = alias.isEmpty() ? List.of(left, right) : List.<FromItem>of();
        return new FromItem("", alias, named(rows, body), false, inside);
    }

    /** Columns that appear once although both sides have them. */
    private static List<String> shared(JsonNode body, FromItem left, FromItem right) {
        if (!body.path("isNatural").asBoolean(false)) {
            return Tree.strings(body, "usingClause");
        }
        Set<String> there = names(right);
        return left.rows().columns().stream()
                .map(NamedSource::name)
                .filter(name -> name != null && there.contains(name))
                .toList();
    }

    private static Set<String> names(FromItem item) {
        return item.rows().columns().stream()
                .map(NamedSource::name)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static Rows joined(
            FromItem left, FromItem right, List<String> shared, Source conditions) {
        var columns = new ArrayList<NamedSource>();
        var once = new HashSet<>(shared);
        var all = conditions;
        for (var name : shared) {
            var source =
                    left.column(name)
                            .orElse(Source.UNKNOWN)
                            .mixed(right.column(name).orElse(Source.UNKNOWN));
            columns.add(new NamedSource(name, source));
            all = all.or(source.derived());
        }
        for (var side : List.of(left, right)) {
            side.rows().columns().stream()
                    .filter(column -> column.name() == null || !once.contains(column.name()))
                    .forEach(columns::add);
        }
        boolean open = left.hides() || right.hides();
        return new Rows(open ? List.of() : columns, open, all);
    }
}

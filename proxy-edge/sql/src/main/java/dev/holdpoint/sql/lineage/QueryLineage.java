package dev.holdpoint.sql.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import dev.holdpoint.sql.parser.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Follows the columns of a query back to the relations they come from, over the raw parse tree and
 * the target's catalogue. What it does not know is unknown, never nothing.
 */
public final class QueryLineage {
    private final FromLineage from;
    private final ExpressionLineage expressions;
    private final Conditions conditions;
    private final SelectList lists;
    private final NamedColumns named;
    private final Definitions definitions;
    private final ReadColumns use;

    public QueryLineage(SqlCatalog catalog, ViewLineage views, ReadColumns use) {
        this.from = new FromLineage(this, catalog, views, use);
        this.expressions = new ExpressionLineage(this, catalog, use);
        this.conditions = new Conditions(expressions);
        this.lists = new SelectList(expressions);
        this.named = new NamedColumns(use);
        this.definitions = new Definitions(this, from, catalog, named);
        this.use = use;
    }

    ExpressionLineage expressions() {
        return expressions;
    }

    /** What a statement of its own answers with. */
    public Output output(JsonNode statement) {
        var typed = Tree.typed(statement);
        if (typed.isEmpty()) {
            return new Output.Unknown();
        }
        var body = typed.get().getValue();
        return switch (typed.get().getKey()) {
            case "SelectStmt" -> answer(statement, !body.has("intoClause"));
            case "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt" ->
                    answer(statement, returns(body));
            case "CopyStmt" -> copy(body);
            case "TransactionStmt" -> new Output.NoRows();
            case "ExplainStmt" -> {
                output(body.path("query"));
                yield new Output.Unknown();
            }
            case "DeclareCursorStmt", "CreateTableAsStmt", "ViewStmt" -> {
                query(body.path("query"), QueryScope.TOP);
                yield new Output.Unknown();
            }
            default -> {
                definitions.of(typed.get().getKey(), body);
                yield new Output.Unknown();
            }
        };
    }

    private Output answer(JsonNode statement, boolean rows) {
        var yielded = query(statement, QueryScope.TOP);
        return rows ? output(yielded) : new Output.NoRows();
    }

    private static Output output(Rows rows) {
        return rows.open()
                ? new Output.Unknown()
                : new Output.Columns(rows.columns().stream().map(NamedSource::source).toList());
    }

    private Output copy(JsonNode body) {
        if (body.path("is_from").asBoolean(false)) {
            return new Output.NoRows();
        }
        var form = body.has("filename") ? null : CopyForm.of(body).orElse(null);
        return copied(body) instanceof Output.Columns(var columns)
                ? new Output.Copied(columns, form)
                : new Output.Unknown();
    }

    private Output copied(JsonNode body) {
        if (body.has("query")) {
            return output(query(body.path("query"), QueryScope.TOP));
        }
        var item = from.relation(body.path("relation"), QueryScope.TOP);
        var listed = Tree.strings(body, "attlist");
        if (listed.isEmpty()) {
            named.all(item);
            return output(item.rows());
        }
        return new Output.Columns(listed.stream().map(name -> named.of(item, name)).toList());
    }

    /** What a query yields, or a change with RETURNING; no columns for a change without. */
    Rows query(JsonNode statement, QueryScope scope) {
        var typed = Tree.typed(statement);
        if (typed.isEmpty()) {
            return Rows.UNKNOWN;
        }
        return query(typed.get().getValue(), typed.get().getKey(), scope);
    }

    Rows query(JsonNode body, String type, QueryScope scope) {
        return switch (type) {
            case "SelectStmt" -> select(body, scope);
            case "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt" -> change(body, scope);
            default -> Rows.UNKNOWN;
        };
    }

    private Rows select(JsonNode body, QueryScope outer) {
        var scope = with(body.path("withClause"), outer);
        if (body.has("larg")) {
            return merged(body, scope);
        }
        if (body.has("valuesLists")) {
            return values(body, scope);
        }
        var inner = scope.from(from.items(body.path("fromClause"), scope));
        var decides = conditions.of(body, inner);
        use.decides(decides);
        var rows = lists.rows(body.path("targetList"), inner, decides);
        if (body.has("distinctClause")) {
            use.decides(rows.everything());
        }
        return rows;
    }

    private Rows values(JsonNode body, QueryScope scope) {
        var all = lists.values(body.path("valuesLists"), scope);
        var decides = all.conditions().or(conditions.ofRows(body, all, scope));
        use.decides(decides);
        return new Rows(all.columns(), all.open(), decides);
    }

    /** UNION ALL lets every row pass; the others compare rows. */
    private Rows merged(JsonNode body, QueryScope scope) {
        var all =
                select(body.path("larg"), scope.inner())
                        .or(select(body.path("rarg"), scope.inner()));
        boolean passes =
                Tree.text(body, "op").equals("SETOP_UNION") && body.path("all").asBoolean(false);
        var decides = all.conditions().or(conditions.ofRows(body, all, scope));
        var rows = passes ? decides : decides.or(all.everything());
        use.decides(rows);
        return new Rows(all.columns(), all.open(), rows);
    }

    /** A plain WITH query sees the ones before it; a recursive one is unknown to itself. */
    private QueryScope with(JsonNode clause, QueryScope outer) {
        var scope = outer;
        boolean recursive = clause.path("recursive").asBoolean(false);
        for (var query : clause.path("ctes")) {
            var name = Tree.text(query.path("CommonTableExpr"), "ctename");
            scope = recursive ? scope.with(name, Rows.UNKNOWN) : scope;
        }
        for (var query : clause.path("ctes")) {
            var body = query.path("CommonTableExpr");
            var rows = query(body.path("ctequery"), scope.inner());
            boolean adds = body.has("search_clause") || body.has("cycle_clause");
            scope =
                    scope.with(
                            Tree.text(body, "ctename"),
                            adds ? Rows.UNKNOWN : rows.named(Tree.strings(body, "aliascolnames")));
        }
        return scope;
    }

    private static boolean returns(JsonNode body) {
        return body.has("returningClause") || body.has("returningList");
    }

    private Rows change(JsonNode body, QueryScope outer) {
        var scope = with(body.path("withClause"), outer);
        query(body.path("selectStmt"), scope.inner());
        var target = target(body, scope);
        var visible = scope.from(List.of(target));
        for (var clause : List.of("fromClause", "usingClause", "sourceRelation")) {
            visible = visible.from(from.items(nodes(body.path(clause)), visible));
        }
        var decides =
                conditions
                        .of(body, visible)
                        .or(conditions.ofActions(body, visible))
                        .or(arbiters(body.path("onConflictClause").path("infer"), target));
        use.decides(decides);
        for (var clause : List.of("cols", "targetList", "onConflictClause", "mergeWhenClauses")) {
            expressions.of(body.path(clause), visible);
        }
        return returns(body)
                ? lists.rows(returned(body), returning(body, visible), decides)
                : new Rows(List.of(), false, decides);
    }

    /** The columns by which a row that is there already is found; of a constraint it may be any. */
    private Source arbiters(JsonNode infer, FromItem target) {
        var columns =
                Tree.list(infer, "indexElems")
                        .map(element -> Tree.text(element.path("IndexElem"), "name"))
                        .filter(name -> !name.isEmpty());
        var found = named.compared(target, columns);
        return (infer.has("conname") ? found.or(named.anyCompared(target)) : found).derived();
    }

    /** A star in the RETURNING of MERGE stands for the source's columns before the target's. */
    private static QueryScope returning(JsonNode body, QueryScope visible) {
        if (!body.has("sourceRelation")) {
            return visible;
        }
        var items = new ArrayList<>(visible.items());
        items.addLast(items.removeFirst());
        return visible.from(items);
    }

    /** The changed relation, also by the names of its rows before and after. */
    private FromItem target(JsonNode body, QueryScope scope) {
        var item = from.relation(body.path("relation"), scope.withoutQueries());
        var others =
                Stream.concat(
                        Stream.of("old", "new", "excluded"),
                        Tree.list(body.path("returningClause"), "options")
                                .map(option -> Tree.text(option.path("ReturningOption"), "value")));
        var inside = others.map(name -> FromItem.of(name, item.rows())).toList();
        return new FromItem(item.schema(), item.alias(), item.rows(), item.stored(), inside);
    }

    private static JsonNode returned(JsonNode body) {
        return body.has("returningClause")
                ? body.path("returningClause").path("exprs")
                : body.path("returningList");
    }

    private static List<JsonNode> nodes(JsonNode clause) {
        var nodes = new ArrayList<JsonNode>();
        if (clause.isArray()) {
            clause.forEach(nodes::add);
        } else if (clause.isObject()) {
            nodes.add(clause);
        }
        return nodes;
    }
}

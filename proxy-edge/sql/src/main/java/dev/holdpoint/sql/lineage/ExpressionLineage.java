package dev.holdpoint.sql.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.sql.catalogue.BuiltIns;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import dev.holdpoint.sql.parser.Tree;
import java.util.List;
import java.util.Set;

/** What the value of an expression is made from. */
final class ExpressionLineage {
    private static final Set<String> VALUE_FREE =
            Set.of("A_Const", "ParamRef", "SetToDefault", "SQLValueFunction", "CurrentOfExpr");

    private static final Set<String> DECIDING = Set.of("over", "agg_filter", "agg_order");

    private final QueryLineage queries;
    private final SqlCatalog catalog;
    private final ReadColumns use;

    ExpressionLineage(QueryLineage queries, SqlCatalog catalog, ReadColumns use) {
        this.queries = queries;
        this.catalog = catalog;
        this.use = use;
    }

    /** Of a wrapped node; nothing for an absent one. */
    Source of(JsonNode node, QueryScope scope) {
        var typed = Tree.typed(node);
        return typed.isPresent()
                ? of(typed.get().getKey(), typed.get().getValue(), scope)
                : parts(node, scope);
    }

    /** Of expressions that decide over rows: their values show in what rows there are. */
    Source condition(JsonNode node, QueryScope scope) {
        return use.comparing(() -> of(node, scope).derived());
    }

    private Source of(String type, JsonNode body, QueryScope scope) {
        Effort.spend(1);
        if (VALUE_FREE.contains(type)) {
            return Source.NONE;
        }
        return switch (type) {
            case "ColumnRef" -> column(body, scope);
            case "SubLink" -> subquery(body, scope);
            case "A_Indirection" -> indirection(body, scope);
            case "FuncCall" -> call(body, scope).or(arguments(body, scope)).derived();
            case "TypeCast" -> type(body).or(cast(body, scope)).derived();
            case "A_Expr" -> operator(body).or(operands(body, scope)).derived();
            case "CaseExpr" -> choice(body, "arg", scope);
            case "CaseWhen" -> choice(body, "expr", scope);
            case "NullTest", "BooleanTest" -> condition(body, scope);
            case "SelectStmt" -> queries.query(body, type, scope.inner()).everything();
            case "String", "Integer", "Float", "Boolean", "BitString" -> Source.NONE;
            default ->
                    (Unfailing.isNode(type) ? parts(body, scope) : compared(body, scope)).derived();
        };
    }

    /** Whatever is inside: a value can only come from a column, a query or a function in it. */
    private Source parts(JsonNode body, QueryScope scope) {
        var all = Source.NONE;
        for (var part : body) {
            if (part.isContainerNode()) {
                all = all.or(of(part, scope));
            }
        }
        return all;
    }

    /** As above, but for what was looked at already: twice at each depth is 2^depth times. */
    private Source parts(JsonNode body, Set<String> without, QueryScope scope) {
        var all = Source.NONE;
        for (var field : body.properties()) {
            if (field.getValue().isContainerNode() && !without.contains(field.getKey())) {
                all = all.or(of(field.getValue(), scope));
            }
        }
        return all;
    }

    /** What is compared tells by its outcome, however little of it is shown; so does a failure. */
    private Source operands(JsonNode body, QueryScope scope) {
        var name = Tree.strings(body, "name");
        boolean shows =
                Tree.text(body, "kind").equals("AEXPR_OP")
                        && Unfailing.isOperator(name.getLast())
                        && catalog.isOwnOperator(name);
        return shows ? parts(body, scope) : compared(body, scope);
    }

    private Source cast(JsonNode body, QueryScope scope) {
        boolean passes = type(body).isNothing() && Unfailing.isType(body.path("typeName"));
        return passes ? parts(body, scope) : compared(body, scope);
    }

    /** What a function may refuse, or makes rows of, tells by whether it does. */
    private Source arguments(JsonNode body, QueryScope scope) {
        var name = Tree.strings(body, "funcname");
        var given = body.path("args");
        boolean own = catalog.isOwnFunction(name);
        var all = Source.NONE;
        for (int i = 0; i < given.size(); i++) {
            boolean passes = own && Unfailing.isArgument(name.getLast(), i, given.size());
            var argument = given.path(i);
            all = all.or(passes ? of(argument, scope) : condition(argument, scope));
        }
        return all;
    }

    /** Of CASE and of its branches: one part decides, the others are shown. */
    private Source choice(JsonNode body, String deciding, QueryScope scope) {
        return condition(body.path(deciding), scope)
                .or(parts(body, Set.of(deciding), scope))
                .derived();
    }

    private Source compared(JsonNode body, QueryScope scope) {
        return use.comparing(() -> parts(body, scope));
    }

    private Source column(JsonNode body, QueryScope scope) {
        var written = Tree.strings(body, "fields");
        if (Tree.list(body, "fields").anyMatch(field -> field.has("A_Star"))) {
            use.resolved(List.of(Origin.WHOLE_ROW), row(written, scope));
            return Source.UNKNOWN;
        }
        var source = scope.column(written);
        use.resolved(written, source);
        return source;
    }

    private static Source row(List<String> alias, QueryScope scope) {
        return alias.size() == 1 && scope.isRow(alias.getFirst())
                ? scope.column(alias)
                : Source.UNKNOWN;
    }

    /** Takes note of a column that {@code *} stands for. */
    void shown(NamedSource column) {
        use.resolved(List.of(Origin.WHOLE_ROW), column.source());
    }

    private Source subquery(JsonNode body, QueryScope scope) {
        var rows = queries.query(body.path("subselect"), scope.inner());
        boolean plain =
                Tree.text(body, "subLinkType").equals("EXPR_SUBLINK")
                        && rows.conditions().isNothing()
                        && rows.columns().size() == 1
                        && !rows.open();
        return plain
                ? rows.columns().getFirst().source()
                : rows.everything().or(of(body.path("testexpr"), scope)).derived();
    }

    /** {@code (alias).column} is that column. */
    private Source indirection(JsonNode body, QueryScope scope) {
        var row = Tree.strings(body.path("arg").path("ColumnRef"), "fields");
        var names = Tree.strings(body, "indirection");
        boolean field = names.size() == 1 && body.path("indirection").size() == 1;
        if (field && row.size() == 1 && scope.isRow(row.getFirst())) {
            var written = List.of(row.getFirst(), names.getFirst());
            var source = scope.column(written);
            use.resolved(written, source);
            return source;
        }
        return parts(body, scope).derived();
    }

    /** A function that is not PostgreSQL's own, or that looks elsewhere, can return anything. */
    private Source call(JsonNode body, QueryScope scope) {
        var parts = Tree.strings(body, "funcname");
        boolean own = catalog.isOwnFunction(parts);
        boolean pure = own && BuiltIns.isPure(parts.getLast());
        var decides = Source.NONE;
        for (var clause : DECIDING) {
            decides = decides.or(condition(body.path(clause), scope));
        }
        return pure ? decides : Source.UNKNOWN;
    }

    /** Whether a column that is defined like this takes in every value there is. */
    boolean takesAny(JsonNode column) {
        var type = column.path("typeName");
        return type(column).isNothing() && Unfailing.isType(type) && !type.has("typmods");
    }

    private Source type(JsonNode body) {
        var parts = Tree.strings(body.path("typeName"), "names");
        boolean own =
                !parts.isEmpty() && catalog.isOwnType(parts) && BuiltIns.isType(parts.getLast());
        return own ? Source.NONE : Source.UNKNOWN;
    }

    private Source operator(JsonNode body) {
        var parts = Tree.strings(body, "name");
        boolean own =
                parts.isEmpty()
                        || Tree.text(body, "kind").contains("BETWEEN")
                        || catalog.isOwnOperator(parts) && BuiltIns.isOperator(parts.getLast());
        return own ? Source.NONE : Source.UNKNOWN;
    }
}

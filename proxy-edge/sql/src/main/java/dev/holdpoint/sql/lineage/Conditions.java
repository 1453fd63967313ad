package dev.holdpoint.sql.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.sql.parser.Tree;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What decides which rows a query yields. */
final class Conditions {
    private static final List<String> CLAUSES =
            List.of("whereClause", "havingClause", "windowClause", "limitOffset", "limitCount");
    private static final List<String> BY_OUTPUT =
            List.of("groupClause", "sortClause", "distinctClause");

    private final ExpressionLineage expressions;

    Conditions(ExpressionLineage expressions) {
        this.expressions = expressions;
    }

    /** Of a query: its clauses, its joins, and the same of what it reads. */
    Source of(JsonNode body, QueryScope scope) {
        var all = Source.NONE;
        for (var item : scope.items()) {
            all = all.or(item.rows().conditions());
        }
        for (var clause : CLAUSES) {
            all = all.or(expressions.condition(body.path(clause), scope));
        }
        for (var clause : BY_OUTPUT) {
            for (var by : body.path(clause)) {
                all = all.or(by(by, body.path("targetList"), scope));
            }
        }
        return all.or(expressions.condition(body.path("joinCondition"), scope)).derived();
    }

    /** Of a change that does one thing or another: to which rows, and which it finds there. */
    Source ofActions(JsonNode body, QueryScope scope) {
        var conflict = body.path("onConflictClause");
        var all =
                expressions
                        .condition(conflict.path("whereClause"), scope)
                        .or(expressions.condition(conflict.path("infer"), scope));
        for (var when : body.path("mergeWhenClauses")) {
            var condition = when.path("MergeWhenClause").path("condition");
            all = all.or(expressions.condition(condition, scope));
        }
        return all;
    }

    /** Of rows without a FROM clause of their own: how many of them, and in which order. */
    Source ofRows(JsonNode body, Rows rows, QueryScope scope) {
        var all =
                expressions
                        .condition(body.path("limitOffset"), scope)
                        .or(expressions.condition(body.path("limitCount"), scope));
        var named = scope.from(List.of(FromItem.of("", rows)));
        for (var by : body.path("sortClause")) {
            var place = place(by.path("SortBy").path("node"));
            all =
                    all.or(
                            place.isPresent()
                                    ? rows.at(place.getAsInt())
                                    : expressions.condition(by, named));
        }
        return all.derived();
    }

    /** A number alone is a place in the output. */
    private static OptionalInt place(JsonNode key) {
        var number = key.path("A_Const").path("ival");
        return number.isObject()
                ? OptionalInt.of(number.path("ival").asInt(0))
                : OptionalInt.empty();
    }

    /** GROUP BY and ORDER BY may name a column of the output. */
    private Source by(JsonNode node, JsonNode targets, QueryScope scope) {
        var several = several(node);
        if (!several.isEmpty()) {
            var each = Source.NONE;
            for (var one : several) {
                each = each.or(by(one, targets, scope));
            }
            return each;
        }
        var key = node.has("SortBy") ? node.path("SortBy").path("node") : node;
        var place = place(key);
        if (place.isPresent()) {
            return at(place.getAsInt(), targets, scope);
        }
        var parts = Tree.strings(key.path("ColumnRef"), "fields");
        if (parts.size() == 1) {
            var meant = targets(parts.getFirst(), targets).toList();
            var inputs =
                    scope.items().stream()
                            .anyMatch(item -> item.column(parts.getFirst()).isPresent());
            var all = inputs || meant.isEmpty() ? expressions.condition(key, scope) : Source.NONE;
            for (var target : meant) {
                all = all.or(expressions.condition(target, scope));
            }
            return all;
        }
        return expressions.condition(node, scope);
    }

    /** What GROUP BY has within brackets, ROLLUP and the like means what it means without. */
    private static JsonNode several(JsonNode node) {
        return node.has("GroupingSet")
                ? node.path("GroupingSet").path("content")
                : node.path("RowExpr").path("args");
    }

    /** A number is a place in the output; behind a {@code *} it may be any column. */
    private Source at(int place, JsonNode targets, QueryScope scope) {
        boolean plain =
                Stream.iterate(0, i -> i < place, i -> i + 1)
                        .noneMatch(i -> SelectList.isStar(targets.path(i)));
        return plain
                ? expressions.condition(targets.path(place - 1), scope)
                : scope.items().stream()
                        .map(item -> item.rows().everything())
                        .reduce(Source.NONE, Source::or);
    }

    private static Stream<JsonNode> targets(String name, JsonNode targets) {
        return Stream.iterate(0, i -> i < targets.size(), i -> i + 1)
                .map(i -> targets.path(i).path("ResTarget"))
                .filter(target -> Tree.text(target, "name").equals(name))
                .map(target -> target.path("val"));
    }
}

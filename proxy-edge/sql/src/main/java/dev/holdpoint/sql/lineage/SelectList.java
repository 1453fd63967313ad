package dev.holdpoint.sql.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.sql.parser.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The columns a select list, a RETURNING list or VALUES gives its query. */
final class SelectList {
    private final ExpressionLineage expressions;

    SelectList(ExpressionLineage expressions) {
        this.expressions = expressions;
    }

    /** Whatever passes through an expression also tells of the conditions its rows met. */
    Rows rows(JsonNode targets, QueryScope scope, Source conditions) {
        var columns = new ArrayList<NamedSource>();
        for (var node : targets) {
            var target = node.path("ResTarget");
            var value = target.path("val");
            if (isStar(node)) {
                var all = star(value, scope);
                if (all.isEmpty()) {
                    return new Rows(List.of(), true, conditions);
                }
                columns.addAll(all.get());
            } else {
                var source = expressions.of(value, scope);
                columns.add(
                        new NamedSource(
                                name(target), source.intact() ? source : source.or(conditions)));
            }
        }
        return new Rows(columns, false, conditions);
    }

    /** Whether a target stands for several columns. */
    static boolean isStar(JsonNode target) {
        var value = target.path("ResTarget").path("val");
        return last(value.path("ColumnRef").path("fields")).has("A_Star")
                || last(value.path("A_Indirection").path("indirection")).has("A_Star");
    }

    private static JsonNode last(JsonNode list) {
        return list.path(list.size() - 1);
    }

    private Optional<List<NamedSource>> star(JsonNode value, QueryScope scope) {
        var fields = value.path("ColumnRef").path("fields");
        var names = Tree.strings(value.path("ColumnRef"), "fields");
        if (fields.size() > 2 || fields.isEmpty()) {
            return Optional.empty();
        }
        var items = names.isEmpty() ? scope.items() : scope.called(names.getFirst()).toList();
        boolean ambiguous = !names.isEmpty() && items.size() > 1;
        if (ambiguous || items.isEmpty() || items.stream().anyMatch(item -> item.rows().open())) {
            return Optional.empty();
        }
        items.forEach(item -> Effort.spend(item.rows().columns().size()));
        var all = items.stream().flatMap(item -> item.rows().columns().stream()).toList();
        all.forEach(expressions::shown);
        return Optional.of(all);
    }

    /** The name PostgreSQL gives a column, where that is plain to see. */
    private static @Nullable String name(JsonNode target) {
        var given = Tree.text(target, "name");
        return given.isEmpty() ? implied(target.path("val")) : given;
    }

    private static @Nullable String implied(JsonNode value) {
        if (value.has("ColumnRef")) {
            return Tree.strings(value.path("ColumnRef"), "fields").getLast();
        }
        return value.has("FuncCall")
                ? Tree.strings(value.path("FuncCall"), "funcname").getLast()
                : null;
    }

    Rows values(JsonNode lists, QueryScope scope) {
        var all = Optional.<Rows>empty();
        for (var list : lists) {
            var items = list.path("List").path("items");
            var columns =
                    IntStream.range(0, items.size())
                            .mapToObj(i -> value(i, items.path(i), scope))
                            .toList();
            var row = new Rows(columns, false, Source.NONE);
            all = Optional.of(all.map(before -> before.or(row)).orElse(row));
        }
        return all.orElse(Rows.UNKNOWN);
    }

    private NamedSource value(int index, JsonNode value, QueryScope scope) {
        return new NamedSource("column" + (index + 1), expressions.of(value, scope));
    }
}

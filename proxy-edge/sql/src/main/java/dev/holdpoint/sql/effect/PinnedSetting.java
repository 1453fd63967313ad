package dev.holdpoint.sql.effect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import dev.holdpoint.sql.parser.RangeVar;
import dev.holdpoint.sql.parser.Tree;
import java.util.List;
import java.util.Set;

/**
 * {@code SELECT set_config(name, …) FROM pg_settings WHERE name = '…'}: a setting that is changed
 * where there is one of that name, as pg_dump does it.
 */
final class PinnedSetting {
    private static final String SETTINGS = "pg_settings";
    private static final Set<String> FIELDS =
            Set.of("targetList", "fromClause", "whereClause", "limitOption", "op");
    private static final List<String> NAME = List.of("name");

    private PinnedSetting() {}

    /**
     * The SELECT with the name written where {@code set_config} takes it from its one row; any
     * other as it is.
     */
    static JsonNode spelt(JsonNode select, Scope scope, SqlCatalog catalog) {
        var condition = select.path("whereClause").path("A_Expr");
        boolean one =
                select.path("targetList").size() == 1
                        && select.path("fromClause").size() == 1
                        && hasOnlySuch(select)
                        && !scope.queries().contains(SETTINGS)
                        && isSettings(select.path("fromClause").path(0).path("RangeVar"), catalog)
                        && isPin(condition, catalog)
                        && isChange(call(select), catalog);
        return one ? with(select, condition.path("rexpr")) : select;
    }

    private static boolean isSettings(JsonNode from, SqlCatalog catalog) {
        var relation = RangeVar.of(from);
        return relation.name().equals(SETTINGS)
                && !from.has("alias")
                && !from.has("catalogname")
                && catalog.isOwnRelation(relation.schema(), relation.name());
    }

    private static boolean isPin(JsonNode condition, SqlCatalog catalog) {
        var operator = Tree.strings(condition, "name");
        return Tree.text(condition, "kind").equals("AEXPR_OP")
                && operator.equals(List.of("="))
                && catalog.isOwnOperator(operator)
                && isName(condition.path("lexpr"))
                && Tree.literal(condition.path("rexpr")).isPresent();
    }

    private static boolean isChange(JsonNode call, SqlCatalog catalog) {
        var function = Tree.strings(call, "funcname");
        return !function.isEmpty()
                && function.getLast().equals("set_config")
                && catalog.isOwnFunction(function)
                && call.path("args").size() == 3
                && isName(call.path("args").path(0));
    }

    private static boolean isName(JsonNode node) {
        return node.path("ColumnRef").path("fields").size() == 1
                && Tree.strings(node.path("ColumnRef"), "fields").equals(NAME);
    }

    private static boolean hasOnlySuch(JsonNode select) {
        return select.properties().stream().allMatch(field -> FIELDS.contains(field.getKey()));
    }

    private static JsonNode call(JsonNode select) {
        return select.path("targetList").path(0).path("ResTarget").path("val").path("FuncCall");
    }

    private static JsonNode with(JsonNode select, JsonNode name) {
        ObjectNode spelt = select.deepCopy();
        ((ArrayNode) call(spelt).path("args")).set(0, name);
        return spelt;
    }
}

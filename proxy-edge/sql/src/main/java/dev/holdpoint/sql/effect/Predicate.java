package dev.holdpoint.sql.effect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.sql.parser.Tree;
import java.util.Set;

/** Tells a condition that depends on a column from one that holds, or not, for every row. */
final class Predicate {
    private static final Set<String> PATTERNS = Set.of("AEXPR_LIKE", "AEXPR_ILIKE");

    private Predicate() {}

    /** Whether the condition can leave rows of {@code target} out. */
    static boolean narrows(JsonNode condition, Set<String> target) {
        var typed = Tree.typed(condition);
        if (typed.isEmpty()) {
            return false;
        }
        var body = typed.get().getValue();
        return switch (typed.get().getKey()) {
            case "BoolExpr" -> bool(body, target);
            case "A_Expr" -> compares(body) && namesColumn(condition, target, true);
            case "SubLink" ->
                    namesColumn(body.path("testexpr"), target, true)
                            || namesColumn(body.path("subselect"), target, false);
            case "NullTest", "FuncCall" -> namesColumn(body, target, true);
            case "BooleanTest", "TypeCast", "CollateClause" -> narrows(body.path("arg"), target);
            case "ColumnRef" -> namesColumn(condition, target, true);
            default -> false;
        };
    }

    private static boolean bool(JsonNode body, Set<String> target) {
        var parts = Tree.list(body, "args");
        return Tree.text(body, "boolop").equals("AND_EXPR")
                ? parts.anyMatch(part -> narrows(part, target))
                : parts.allMatch(part -> narrows(part, target));
    }

    /** {@code x = x} and {@code x LIKE '%'} compare nothing. */
    private static boolean compares(JsonNode body) {
        var left = body.path("lexpr");
        var right = body.path("rexpr");
        return !Shape.same(left, right)
                && !(PATTERNS.contains(Tree.text(body, "kind"))
                        && Tree.literal(right).filter(text -> text.matches("%+")).isPresent());
    }

    /** Inside a sub-select only a reference qualified with the target is about the target. */
    private static boolean namesColumn(JsonNode node, Set<String> target, boolean bare) {
        if (node.has("ColumnRef")) {
            var parts = Tree.strings(node.path("ColumnRef"), "fields");
            return parts.size() > 1 ? target.contains(parts.get(parts.size() - 2)) : bare;
        }
        if (node.has("SubLink") && bare) {
            var link = node.path("SubLink");
            return namesColumn(link.path("testexpr"), target, true)
                    || namesColumn(link.path("subselect"), target, false);
        }
        for (var child : node) {
            if (namesColumn(child, target, bare)) {
                return true;
            }
        }
        return false;
    }
}

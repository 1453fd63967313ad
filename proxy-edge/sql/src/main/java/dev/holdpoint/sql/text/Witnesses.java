package dev.holdpoint.sql.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.sql.parser.Tree;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks in a parse tree for what stands for a large text's bulk. Each must be there once, as a
 * constant of its own, at a place where no constant's value has a part in what the text does.
 */
public final class Witnesses {
    static final char LITERAL = 'L';
    static final char ROW = 'R';
    static final char CONSTANT = 'C';

    /** Functions that do nothing but work out a value from a text. */
    private static final Set<String> PLAIN =
            Set.of(
                    "length",
                    "octet_length",
                    "char_length",
                    "character_length",
                    "md5",
                    "sha256",
                    "decode",
                    "convert_to",
                    "convert_from",
                    "lower",
                    "upper");

    private final String secret;
    private final Set<String> missing;

    Witnesses(String secret, Set<String> all) {
        this.secret = secret;
        this.missing = new HashSet<>(all);
    }

    /** What may stand at a place. */
    private enum Place {
        NOTHING,
        LITERALS,
        ROWS,
        CONSTANTS
    }

    /**
     * Looks through all of it.
     *
     * @throws Misplaced if the text cannot be told from what stands for its bulk
     */
    public void in(List<JsonNode> statements) {
        statements.forEach(statement -> visit(statement, Place.NOTHING));
        if (!missing.isEmpty()) {
            throw new Misplaced();
        }
    }

    private void visit(JsonNode node, Place place) {
        if (node.isTextual() && node.textValue().contains(secret)) {
            throw new Misplaced();
        }
        if (node.isArray()) {
            node.forEach(element -> visit(element, place));
        }
        for (var field : node.properties()) {
            field(field.getKey(), field.getValue(), place);
        }
    }

    private void field(String name, JsonNode body, Place place) {
        switch (name) {
            case "A_Const" -> constant(body, place);
            case "ResTarget" -> one(body, "val", Place.LITERALS);
            case "TypeCast" -> one(body, "arg", isPlainCast(body, place));
            case "FuncCall" -> one(body, "args", isPlain(body) ? Place.LITERALS : Place.NOTHING);
            case "A_ArrayExpr" -> one(body, "elements", Place.CONSTANTS);
            case "A_Expr" -> one(body, "rexpr", isIn(body) ? Place.CONSTANTS : Place.NOTHING);
            case "RowExpr" -> row(body.path("args"), place == Place.CONSTANTS);
            case "valuesLists" -> body.forEach(row -> row(row.path("List").path("items"), true));
            case "List", "items" -> visit(body, place);
            default -> visit(body, Place.NOTHING);
        }
    }

    /** What stands for rows begins its row: anything else is one value of many. */
    private void row(JsonNode items, boolean ofMany) {
        for (int i = 0; i < items.size(); i++) {
            var others = ofMany ? Place.LITERALS : Place.NOTHING;
            visit(items.get(i), ofMany && i == 0 ? Place.ROWS : others);
        }
    }

    /** One field at a place of its own, the others where nothing may stand. */
    private void one(JsonNode body, String name, Place place) {
        for (var field : body.properties()) {
            visit(field.getValue(), field.getKey().equals(name) ? place : Place.NOTHING);
        }
    }

    private static Place isPlainCast(JsonNode cast, Place place) {
        var names = Tree.strings(cast.path("typeName"), "names");
        return place == Place.NOTHING || names.isEmpty() || names.getLast().startsWith("reg")
                ? Place.NOTHING
                : Place.LITERALS;
    }

    private static boolean isPlain(JsonNode call) {
        var names = Tree.strings(call, "funcname");
        return names.size() == 1 && PLAIN.contains(names.getFirst());
    }

    private static boolean isIn(JsonNode expression) {
        return Tree.text(expression, "kind").equals("AEXPR_IN");
    }

    private void constant(JsonNode constant, Place place) {
        var value = Tree.text(constant.path("sval"), "sval");
        if (!value.contains(secret)) {
            return;
        }
        boolean fits = fits(kind(value), place);
        if (!missing.remove(value) || !fits) {
            throw new Misplaced();
        }
    }

    private char kind(String witness) {
        int at = witness.indexOf(secret) + secret.length();
        return at < witness.length() ? witness.charAt(at) : ' ';
    }

    private static boolean fits(char kind, Place place) {
        return switch (place) {
            case NOTHING -> false;
            case LITERALS -> kind == LITERAL;
            case ROWS -> kind == LITERAL || kind == ROW;
            case CONSTANTS -> kind == LITERAL || kind == CONSTANT;
        };
    }

    /** Something was left out where more than a constant's value may have been. */
    public static final class Misplaced extends RuntimeException {
        private Misplaced() {
            super("large where it is not a value", null, false, false);
        }
    }
}

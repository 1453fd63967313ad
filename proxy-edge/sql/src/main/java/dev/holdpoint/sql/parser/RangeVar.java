package dev.holdpoint.sql.parser;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A relation as a text names it.
 *
 * @param schema empty if the text does not say
 * @param alias empty if the text gives none
 */
public record RangeVar(String schema, String name, String alias) {
    /** Reads a node of the parse tree. */
    public static RangeVar of(JsonNode node) {
        return new RangeVar(
                Tree.text(node, "schemaname"),
                Tree.text(node, "relname"),
                Tree.text(node.path("alias"), "aliasname"));
    }

    /** What its rows are called in the rest of the statement. */
    public String rows() {
        return alias.isEmpty() ? name : alias;
    }

    /** Its name, with its schema if that was given. */
    public String written() {
        return schema.isEmpty() ? name : schema + "." + name;
    }
}

package dev.holdpoint.sql.effect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.sql.parser.RangeVar;
import dev.holdpoint.sql.parser.Tree;
import java.util.Optional;
import java.util.Set;

/**
 * A relation that a statement gives another name, or moves to another schema.
 *
 * @param schema the one it moves to, empty if it stays where it is
 */
record Renamed(RangeVar was, String schema, String name) {
    private static final Set<String> RELATIONS =
            Set.of(
                    "OBJECT_TABLE",
                    "OBJECT_VIEW",
                    "OBJECT_MATVIEW",
                    "OBJECT_INDEX",
                    "OBJECT_SEQUENCE",
                    "OBJECT_FOREIGN_TABLE");

    /** What a statement of this type renames or moves; empty if that is no relation. */
    static Optional<Renamed> by(String type, JsonNode body) {
        var was = RangeVar.of(body.path("relation"));
        if (type.equals("RenameStmt") && isRelation(body, "renameType")) {
            return Optional.of(new Renamed(was, "", Tree.text(body, "newname")));
        }
        return type.equals("AlterObjectSchemaStmt") && isRelation(body, "objectType")
                ? Optional.of(new Renamed(was, Tree.text(body, "newschema"), was.name()))
                : Optional.empty();
    }

    private static boolean isRelation(JsonNode body, String field) {
        return RELATIONS.contains(Tree.text(body, field));
    }

    /** Its new name, if its schema was this one. */
    RangeVar in(String former) {
        return new RangeVar(schema.isEmpty() ? former : schema, name, "");
    }
}

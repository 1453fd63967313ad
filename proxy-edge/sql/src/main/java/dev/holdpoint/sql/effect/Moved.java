package dev.holdpoint.sql.effect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.holdpoint.sql.parser.Tree;
import java.util.List;
import java.util.stream.Stream;

/**
 * Values that a change of definitions leaves under another name than before, where nobody looks for
 * what was named: by renaming, by moving, by tying tables together or apart, by no longer computing
 * a column.
 *
 * @param relation whose they are
 * @param column the one that is meant, or empty
 * @param values the expression they are computed by, missing without one
 */
record Moved(JsonNode relation, String column, JsonNode values) {
    /** All of a relation. */
    private Moved(JsonNode relation) {
        this(relation, "");
    }

    private Moved(JsonNode relation, String column) {
        this(relation, column, MissingNode.getInstance());
    }

    boolean isWhole() {
        return column.isEmpty() && values.isMissingNode();
    }

    /** What a statement of this type moves. */
    static List<Moved> by(String type, JsonNode body) {
        return switch (type) {
            case "RenameStmt" -> renamed(body).toList();
            case "AlterObjectSchemaStmt" -> List.of(new Moved(body.path("relation")));
            case "AlterTableStmt" ->
                    Tree.list(body, "cmds")
                            .map(command -> command.path("AlterTableCmd"))
                            .flatMap(command -> altered(body.path("relation"), command))
                            .toList();
            default -> List.of();
        };
    }

    private static Stream<Moved> renamed(JsonNode body) {
        var relation = body.path("relation");
        return switch (Tree.text(body, "renameType")) {
            case "OBJECT_COLUMN" -> Stream.of(new Moved(relation, Tree.text(body, "subname")));
            case "OBJECT_TABLE", "OBJECT_FOREIGN_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW" ->
                    Stream.of(new Moved(relation));
            default -> Stream.empty();
        };
    }

    private static Stream<Moved> altered(JsonNode relation, JsonNode command) {
        var other = command.path("def").path("PartitionCmd").path("name");
        return switch (Tree.text(command, "subtype")) {
            case "AT_AddInherit", "AT_DropInherit" -> Stream.of(new Moved(relation));
            case "AT_AttachPartition" -> Stream.of(new Moved(other));
            case "AT_DetachPartition" -> Stream.of(new Moved(relation), new Moved(other));
            case "AT_DropExpression" -> Stream.of(new Moved(relation, Tree.text(command, "name")));
            case "AT_AlterColumnType" -> retyped(relation, command);
            default -> Stream.empty();
        };
    }

    /** ALTER COLUMN ... TYPE ... USING: what is computed of the column itself stays in it. */
    private static Stream<Moved> retyped(JsonNode relation, JsonNode command) {
        var values = command.path("def").path("ColumnDef").path("raw_default");
        var own = List.of(Tree.text(command, "name"));
        boolean ofOthers =
                values.findValues("ColumnRef").stream()
                        .anyMatch(column -> !Tree.strings(column, "fields").equals(own));
        return ofOthers ? Stream.of(new Moved(relation, "", values)) : Stream.empty();
    }
}

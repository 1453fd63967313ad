package dev.holdpoint.sql.effect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.holdpoint.sql.parser.Tree;
import java.util.List;
import java.util.Set;
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
    /** Of a relation, but not of its values. */
    private static final Set<String> PARTS =
            Set.of("OBJECT_TABCONSTRAINT", "OBJECT_TRIGGER", "OBJECT_RULE", "OBJECT_POLICY");

    /** A table's row type is its own: ALTER TYPE renames its columns, ALTER INDEX a table. */
    private static final Set<String> COLUMNS = Set.of("OBJECT_COLUMN", "OBJECT_ATTRIBUTE");

    /** What a value is read as without a character of it being lost. */
    private static final Set<String> WHOLE =
            Set.of(
                    "text",
                    "varchar",
                    "int2",
                    "int4",
                    "int8",
                    "numeric",
                    "uuid",
                    "date",
                    "timestamp",
                    "timestamptz",
                    "json",
                    "jsonb");

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
        var type = Tree.text(body, "renameType");
        if (relation.isMissingNode() || PARTS.contains(type)) {
            return Stream.empty();
        }
        return Stream.of(
                COLUMNS.contains(type)
                        ? new Moved(relation, Tree.text(body, "subname"))
                        : new Moved(relation));
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

    /** ALTER COLUMN ... TYPE ... USING: masks keep parts of a value, so it must stay the same. */
    private static Stream<Moved> retyped(JsonNode relation, JsonNode command) {
        var values = command.path("def").path("ColumnDef").path("raw_default");
        return values.isMissingNode() || isSame(values, Tree.text(command, "name"))
                ? Stream.empty()
                : Stream.of(new Moved(relation, "", values));
    }

    /** The column itself, at most read as another type. */
    private static boolean isSame(JsonNode value, String column) {
        var cast = value.path("TypeCast");
        var type = cast.path("typeName");
        return cast.isMissingNode()
                ? Tree.strings(value.path("ColumnRef"), "fields").equals(List.of(column))
                : !type.has("typmods")
                        && WHOLE.contains(Tree.strings(type, "names").getLast())
                        && isSame(cast.path("arg"), column);
    }
}

package dev.holdpoint.sql.effect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.sql.catalogue.Usage;
import dev.holdpoint.sql.parser.Tree;
import java.util.Locale;
import java.util.Set;

/** What statements that are neither queries nor changes of rows do to relations and names. */
final class Alterations {
    private static final Set<String> REBUILD =
            Set.of(
                    "AlterTableStmt",
                    "VacuumStmt",
                    "ClusterStmt",
                    "ReindexStmt",
                    "IndexStmt",
                    "RefreshMatViewStmt",
                    "CreateStatsStmt");
    private static final Set<String> ACTIONS = Set.of("c", "n", "d");
    private static final Set<String> PATH_KINDS = Set.of("VAR_RESET_ALL", "VAR_SET_MULTI");

    private Alterations() {}

    /** How a statement uses the relations it names as its objects. */
    static Usage usage(String type, JsonNode body) {
        if (type.equals("TruncateStmt")) {
            return Tree.text(body, "behavior").equals("DROP_CASCADE")
                    ? Usage.TRUNCATE_CASCADE
                    : Usage.TRUNCATE;
        }
        return REBUILD.contains(type) ? Usage.REBUILD : Usage.DEFINE;
    }

    /** Whether SET or RESET may change the search path, or whose {@code "$user"} is in it. */
    static boolean changesPath(JsonNode set) {
        return switch (Tree.text(set, "name").toLowerCase(Locale.ROOT)) {
            case "search_path", "role", "session_authorization" -> true;
            default -> PATH_KINDS.contains(Tree.text(set, "kind"));
        };
    }

    /** Whether settings made in a transaction may go back to what they were. */
    static boolean endsTransaction(JsonNode transaction) {
        var kind = Tree.text(transaction, "kind");
        return kind.contains("COMMIT") || kind.contains("ROLLBACK");
    }

    /** Whether rows of one relation become part of another, or follow them, from then on. */
    static boolean ties(JsonNode alterTable) {
        return Tree.list(alterTable, "cmds")
                .map(command -> command.path("AlterTableCmd"))
                .anyMatch(
                        command ->
                                switch (Tree.text(command, "subtype")) {
                                    case "AT_AddInherit", "AT_AttachPartition" -> true;
                                    case "AT_AddConstraint" ->
                                            follows(command.path("def").path("Constraint"));
                                    default -> false;
                                });
    }

    private static boolean follows(JsonNode constraint) {
        return ACTIONS.contains(Tree.text(constraint, "fk_del_action"))
                || ACTIONS.contains(Tree.text(constraint, "fk_upd_action"));
    }
}

package dev.holdpoint.sql.effect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.sql.parser.Tree;
import java.util.Locale;
import java.util.Map;

/** The words people use for a statement. */
final class Kinds {
    private static final Map<String, String> OWN =
            Map.ofEntries(
                    Map.entry("CreateStmt", "CREATE TABLE"),
                    Map.entry("CreateTableAsStmt", "CREATE TABLE AS"),
                    Map.entry("IndexStmt", "CREATE INDEX"),
                    Map.entry("ViewStmt", "CREATE VIEW"),
                    Map.entry("RuleStmt", "CREATE RULE"),
                    Map.entry("DefineStmt", "CREATE"),
                    Map.entry("CreateTrigStmt", "CREATE TRIGGER"),
                    Map.entry("CreatedbStmt", "CREATE DATABASE"),
                    Map.entry("DropdbStmt", "DROP DATABASE"),
                    Map.entry("CompositeTypeStmt", "CREATE TYPE"),
                    Map.entry("CheckPointStmt", "CHECKPOINT"),
                    Map.entry("ConstraintsSetStmt", "SET CONSTRAINTS"),
                    Map.entry("ClosePortalStmt", "CLOSE"),
                    Map.entry("RefreshMatViewStmt", "REFRESH MATERIALIZED VIEW"),
                    Map.entry("SecLabelStmt", "SECURITY LABEL"),
                    Map.entry("VariableSetStmt", "SET"),
                    Map.entry("VariableShowStmt", "SHOW"));

    private Kinds() {}

    static String of(String type, JsonNode body) {
        return switch (type) {
            case "TransactionStmt" -> spaced(Tree.text(body, "kind"), "TRANS_STMT_");
            case "DropStmt" -> "DROP " + spaced(Tree.text(body, "removeType"), "OBJECT_");
            case "VacuumStmt" -> body.path("is_vacuumcmd").asBoolean(false) ? "VACUUM" : "ANALYZE";
            case "GrantStmt", "GrantRoleStmt" ->
                    body.path("is_grant").asBoolean(false) ? "GRANT" : "REVOKE";
            default -> OWN.getOrDefault(type, words(type));
        };
    }

    private static String spaced(String constant, String prefix) {
        return constant.replaceFirst("^" + prefix, "").replace('_', ' ');
    }

    private static String words(String type) {
        return type.replaceFirst("Stmt$", "")
                .replaceAll("([a-z])([A-Z])", "$1 $2")
                .toUpperCase(Locale.ROOT);
    }
}

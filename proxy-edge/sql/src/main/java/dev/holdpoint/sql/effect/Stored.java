package dev.holdpoint.sql.effect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.sql.Mentions;
import dev.holdpoint.sql.parser.RangeVar;
import dev.holdpoint.sql.parser.Tree;
import java.util.Set;

/**
 * Finds what statements store or leave under another name: their trees without what only chooses
 * rows or returns them.
 */
final class Stored {
    private static final Set<String> STORING =
            Set.of("InsertStmt", "UpdateStmt", "MergeStmt", "CreateTableAsStmt");

    private static final Set<String> LEFT_OUT =
            Set.of("whereClause", "joinCondition", "returningList", "returningClause");

    /** Subcommands of ALTER TABLE that evaluate an expression and keep what it gives. */
    private static final Set<String> COMPUTING =
            Set.of("AT_AddColumn", "AT_AlterColumnType", "AT_SetExpression", "AT_AttachPartition");

    private static final String PROPOSED = "excluded";

    private final Findings findings;
    private final Walk walk;
    private boolean any;

    /**
     * @param findings empty ones
     */
    Stored(Findings findings) {
        this.findings = findings;
        this.walk = new Walk(findings);
    }

    /** What a WITH query yields could be stored by any part of the statement. */
    void statement(JsonNode node) {
        boolean before = any;
        any = false;
        storing(node);
        if (any) {
            node.findValues("withClause").forEach(this::take);
        }
        any |= before;
    }

    private void storing(JsonNode node) {
        if (node.isObject()) {
            for (var field : node.properties()) {
                if (STORING.contains(field.getKey())) {
                    parts(field.getKey(), field.getValue());
                } else if (field.getKey().equals("SelectStmt")
                        && field.getValue().has("intoClause")) {
                    take(field.getValue());
                }
                Moved.by(field.getKey(), field.getValue()).forEach(this::take);
                computed(field.getKey(), field.getValue());
                storing(field.getValue());
            }
        } else if (node.isArray()) {
            node.forEach(this::storing);
        }
    }

    /** Values that a statement which is no query computes and keeps, or hands on. */
    private void computed(String type, JsonNode body) {
        switch (type) {
            case "AlterTableCmd" -> {
                if (COMPUTING.contains(Tree.text(body, "subtype"))) {
                    take(body.path("def"));
                }
            }
            case "CreateStmt" -> take(body.path("partbound"));
            case "ExecuteStmt" -> take(body.path("params"));
            case "CallStmt" -> take(body.path("funccall").path("args"));
            case "RefreshMatViewStmt" -> {
                if (!body.has("skipData")) {
                    take(body.path("relation"));
                    findings.mentioned().wholeRows();
                }
            }
            default -> {}
        }
    }

    /** The table an INSERT goes to is among what it reads only if a row is there already. */
    private void parts(String type, JsonNode body) {
        for (var field : body.properties()) {
            boolean target = type.equals("InsertStmt") && field.getKey().equals("relation");
            if (field.getKey().equals("onConflictClause")) {
                update(body.path("relation"), field.getValue());
            } else if (!target && !LEFT_OUT.contains(field.getKey())) {
                take(field.getValue());
            }
        }
    }

    /** ON CONFLICT DO UPDATE: what is not of the row that was proposed is of the one there. */
    private void update(JsonNode relation, JsonNode clause) {
        Tree.list(clause, "targetList")
                .filter(assignment -> !isOfProposed(assignment) || isNamedLikeProposed(relation))
                .forEach(
                        assignment -> {
                            take(assignment);
                            take(relation);
                        });
    }

    private static boolean isOfProposed(JsonNode assignment) {
        return assignment.findValue("SelectStmt") == null
                && assignment.findValues("ColumnRef").stream()
                        .map(column -> Tree.strings(column, "fields"))
                        .allMatch(name -> name.size() > 1 && name.getFirst().equals(PROPOSED));
    }

    private static boolean isNamedLikeProposed(JsonNode relation) {
        var named = RangeVar.of(relation);
        return named.name().equals(PROPOSED) || named.alias().equals(PROPOSED);
    }

    private void take(Moved moved) {
        take(moved.relation());
        take(moved.values());
        if (moved.isWhole()) {
            findings.mentioned().wholeRows();
        } else if (!moved.column().isEmpty()) {
            findings.mentioned().column(moved.column());
        }
    }

    private void take(JsonNode part) {
        any = true;
        walk.any(part, Scope.TOP);
    }

    /** What stored values refer to, added to all that is referred to. */
    Mentions in(Mentions all) {
        return any
                ? new Mentions(
                        all.relations(),
                        all.columns(),
                        all.wholeRows(),
                        all.copyOut(),
                        all.copyIn(),
                        all.carried(),
                        findings.mentioned().referred())
                : all;
    }
}

package dev.holdpoint.sql.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.sql.parser.Tree;

/** What ALTER TABLE reads of the rows there are: it checks them, and computes columns by them. */
final class TableChanges {
    private final FromLineage from;
    private final ExpressionLineage expressions;
    private final Constraints constraints;
    private final NamedColumns named;

    TableChanges(
            FromLineage from,
            ExpressionLineage expressions,
            Constraints constraints,
            NamedColumns named) {
        this.from = from;
        this.expressions = expressions;
        this.constraints = constraints;
        this.named = named;
    }

    void of(JsonNode body) {
        var added =
                Tree.list(body, "cmds")
                        .map(command -> command.path("AlterTableCmd"))
                        .filter(command -> Tree.text(command, "subtype").equals("AT_AddColumn"))
                        .map(command -> Tree.text(column(command), "colname"))
                        .toList();
        var on = DefinedOn.of(from.relation(body.path("relation"), QueryScope.TOP), added);
        Tree.list(body, "cmds")
                .map(command -> command.path("AlterTableCmd"))
                .forEach(command -> command(command, on));
    }

    private static JsonNode column(JsonNode command) {
        return command.path("def").path("ColumnDef");
    }

    private void command(JsonNode command, DefinedOn on) {
        var def = command.path("def");
        switch (Tree.text(command, "subtype")) {
            case "AT_AddConstraint" -> constraints.of(def.path("Constraint"), on);
            case "AT_AddColumn" ->
                    Tree.list(column(command), "constraints")
                            .forEach(each -> constraints.of(each.path("Constraint"), on));
            case "AT_AlterColumnType" -> retyped(Tree.text(command, "name"), column(command), on);
            case "AT_SetNotNull" -> named.compared(on.table(), Tree.text(command, "name"));
            case "AT_SetExpression" -> expressions.of(def, on.scope());
            case "AT_ValidateConstraint" -> named.anyCompared(on.table());
            case "AT_AlterConstraint" -> {
                if (def.path("ATAlterConstraint").has("alterEnforceability")) {
                    named.anyCompared(on.table());
                }
            }
            case "AT_AttachPartition" -> attached(def.path("PartitionCmd"), on);
            default -> {}
        }
    }

    /** Other than a cast it refuses what is too long. */
    private void retyped(String name, JsonNode column, DefinedOn on) {
        var value = column.path("raw_default");
        boolean passes = expressions.takesAny(column);
        if (value.isMissingNode() && passes) {
            named.of(on.table(), name);
        } else if (value.isMissingNode()) {
            named.compared(on.table(), name);
        } else if (passes) {
            expressions.of(value, on.scope());
        } else {
            expressions.condition(value, on.scope());
        }
    }

    /**
     * By columns no text tells, of the rows that become its and of those of a default partition.
     */
    private void attached(JsonNode partition, DefinedOn on) {
        if (partition.has("bound")) {
            named.anyCompared(on.table());
            named.anyCompared(from.relation(partition.path("name"), QueryScope.TOP));
        }
    }
}

package dev.holdpoint.sql.effect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.events.Effect;
import dev.holdpoint.sql.catalogue.Usage;
import dev.holdpoint.sql.lineage.Origin;
import dev.holdpoint.sql.parser.RangeVar;
import dev.holdpoint.sql.parser.Tree;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** INSERT, UPDATE, DELETE and MERGE. Returning rows is reading. */
final class RowChange {
    private final Findings findings;
    private final Walk walk;

    RowChange(Findings findings, Walk walk) {
        this.findings = findings;
        this.walk = walk;
    }

    void visit(String type, JsonNode body, Scope scope) {
        if (scope.planned()) {
            findings.effect(Effect.READ);
        } else {
            findings.kind(Kinds.of(type, body));
            findings.effect(Effect.WRITE);
            findings.uncounted().change();
            narrowing(type, body);
        }
        if (body.has("returningClause") || body.has("returningList")) {
            findings.effect(Effect.READ);
        }
        walk.target(body.path("relation"), usages(type, body), scope);
        var relation = RangeVar.of(body.path("relation"));
        assigned(relation, body);
        assigned(relation, body.path("onConflictClause"));
        Tree.list(body, "mergeWhenClauses")
                .forEach(clause -> assigned(relation, clause.path("MergeWhenClause")));
        if (type.equals("InsertStmt") && !body.has("cols")) {
            findings.assigned(relation, Origin.WHOLE_ROW);
        }
        walk.fields(body, scope, Set.of("relation"));
    }

    private static Set<Usage> usages(String type, JsonNode body) {
        return switch (type) {
            case "InsertStmt" ->
                    Tree.text(body.path("onConflictClause"), "action").equals("ONCONFLICT_UPDATE")
                            ? EnumSet.of(Usage.INSERT, Usage.UPDATE)
                            : EnumSet.of(Usage.INSERT);
            case "UpdateStmt" -> EnumSet.of(Usage.UPDATE);
            case "DeleteStmt" -> EnumSet.of(Usage.DELETE);
            default -> EnumSet.of(Usage.INSERT, Usage.UPDATE, Usage.DELETE);
        };
    }

    private void assigned(RangeVar relation, JsonNode body) {
        Stream.of("cols", "targetList")
                .flatMap(list -> Tree.list(body, list))
                .map(target -> Tree.text(target.path("ResTarget"), "name"))
                .filter(name -> !name.isEmpty())
                .forEach(
                        name -> {
                            findings.column(List.of(name));
                            findings.assigned(relation, name);
                        });
    }

    private void narrowing(String type, JsonNode body) {
        var target = Set.of(RangeVar.of(body.path("relation")).rows());
        boolean narrowed =
                switch (type) {
                    case "UpdateStmt", "DeleteStmt" ->
                            Predicate.narrows(body.path("whereClause"), target);
                    case "MergeStmt" ->
                            Predicate.narrows(body.path("joinCondition"), target)
                                    && !reachesUnmatched(body);
                    default -> true;
                };
        if (!narrowed) {
            findings.notNarrowed();
        }
    }

    private static boolean reachesUnmatched(JsonNode body) {
        return Tree.list(body, "mergeWhenClauses")
                .map(clause -> Tree.text(clause.path("MergeWhenClause"), "matchKind"))
                .anyMatch("MERGE_WHEN_NOT_MATCHED_BY_SOURCE"::equals);
    }
}

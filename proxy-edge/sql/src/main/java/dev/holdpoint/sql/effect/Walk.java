package dev.holdpoint.sql.effect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.sql.Analysis;
import dev.holdpoint.sql.catalogue.BuiltIns;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import dev.holdpoint.sql.catalogue.Usage;
import dev.holdpoint.sql.parser.Fingerprints;
import dev.holdpoint.sql.parser.RangeVar;
import dev.holdpoint.sql.parser.Tree;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Goes over a parse tree once, from statements down to names. */
public final class Walk {
    private static final Set<String> SCHEMA_CHANGES =
            Set.of("relation", "view", "sequence", "rel", "typevar", "table");

    /** Statements without expressions; PREPARE computes nothing by itself. */
    private static final Set<String> VALUELESS =
            Set.of(
                    "TransactionStmt",
                    "VariableSetStmt",
                    "VariableShowStmt",
                    "DeallocateStmt",
                    "ClosePortalStmt",
                    "DiscardStmt",
                    "PrepareStmt");

    private static final Set<String> CHANGES_ROWS =
            Set.of("InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt");

    private static final Set<String> CHANGED_LISTS = Set.of("relations", "objects", "rels");

    private final Findings findings;
    private final Statements statements;
    private final Expressions expressions;

    Walk(Findings findings) {
        this.findings = findings;
        this.statements = new Statements(findings, this);
        this.expressions = new Expressions(findings, this);
    }

    /** All that is found in the statements of a text, whose tree need not be of all its bulk. */
    public static Analysis.Understood over(
            List<JsonNode> statements,
            Fingerprints fingerprints,
            String text,
            SqlCatalog catalog,
            Knowledge knowledge) {
        var findings = new Findings(catalog, knowledge);
        var walk = new Walk(findings);
        var stored = new Stored(findings.inner());
        boolean several = statements.size() > 1;
        for (var statement : statements) {
            if (several) {
                walk.part(statement, fingerprints);
            } else {
                walk.statement(statement);
            }
            stored.statement(statement);
        }
        findings.mentioned().stores(stored);
        return findings.understood(
                findings.unrecordable().recordable(text, statements), fingerprints.whole());
    }

    /** One of several statements is looked at by itself, too. */
    private void part(JsonNode wrapped, Fingerprints fingerprints) {
        findings.partBegins();
        statement(wrapped);
        findings.partOver(fingerprints);
    }

    /** A statement as it stands in the text. */
    void statement(JsonNode wrapped) {
        inside(wrapped);
        Tree.typed(wrapped)
                .filter(node -> !VALUELESS.contains(node.getKey()))
                .ifPresent(_ -> findings.computed());
        Tree.typed(wrapped)
                .filter(node -> node.getKey().equals("SelectStmt"))
                .ifPresent(_ -> statements.topSelect());
    }

    /** A statement inside something else; a plain SELECT there only reads what it names. */
    void inside(JsonNode wrapped) {
        any(wrapped, Scope.TOP);
        findings.answer(wrapped);
        Tree.typed(wrapped)
                .filter(node -> findings.naming().isUnclear(node.getKey()))
                .ifPresent(_ -> findings.unclear("what code does that is changed before"));
        findings.over();
        findings.uncounted().over(CHANGES_ROWS.contains(type(wrapped)));
    }

    private static String type(JsonNode wrapped) {
        return Tree.typed(wrapped).map(Map.Entry::getKey).orElse("");
    }

    void any(JsonNode value, Scope scope) {
        if (value.isArray()) {
            value.forEach(element -> any(element, scope));
        } else if (value.isObject()) {
            var typed = Tree.typed(value);
            if (typed.isPresent()) {
                node(typed.get().getKey(), typed.get().getValue(), scope);
            } else {
                inline(value, scope);
            }
        }
    }

    private void node(String type, JsonNode body, Scope scope) {
        if (type.endsWith("Stmt")) {
            statements.visit(type, body, scope);
        } else {
            findings.effects(BuiltIns.node(type), "what " + type + " does");
            expressions.visit(type, body, scope);
        }
    }

    private void inline(JsonNode body, Scope scope) {
        if (body.path("relname").isTextual()) {
            expressions.visit("RangeVar", body, scope);
        } else if (body.path("names").isArray() && body.has("typemod")) {
            expressions.visit("TypeName", body, scope);
        } else if (body.path("funcname").isArray()) {
            expressions.visit("FuncCall", body, scope);
        } else if (body.path("aliasname").isTextual()) {
            expressions.visit("Alias", body, scope);
        } else {
            fields(body, scope, Set.of());
        }
    }

    /** Every field but those named; WITH queries first, and visible to the rest. */
    void fields(JsonNode body, Scope scope, Set<String> without) {
        var inner = queries(body.path("withClause"), scope);
        for (var field : body.properties()) {
            if (!without.contains(field.getKey()) && !field.getKey().equals("withClause")) {
                field(field.getKey(), field.getValue(), inner);
            }
        }
    }

    private void field(String name, JsonNode value, Scope scope) {
        switch (name) {
            case "intoClause", "into" -> statements.into(value, scope);
            case "setstmt" -> statements.lasting(value);
            default -> any(value, scope);
        }
    }

    /** As above for a statement that changes the relations its own fields name. */
    void changing(JsonNode body, Usage usage, Scope scope) {
        for (var field : body.properties()) {
            if (SCHEMA_CHANGES.contains(field.getKey()) && field.getValue().has("relname")) {
                target(field.getValue(), Set.of(usage), scope);
            } else if (CHANGED_LISTS.contains(field.getKey())) {
                field.getValue().forEach(object -> changed(object, usage, scope));
            } else if (field.getKey().equals("base")) {
                changing(field.getValue(), usage, scope);
            } else {
                field(field.getKey(), field.getValue(), scope);
            }
        }
    }

    private void changed(JsonNode object, Usage usage, Scope scope) {
        if (object.has("RangeVar")) {
            target(object.path("RangeVar"), Set.of(usage), scope);
        } else if (object.path("VacuumRelation").has("relation")) {
            target(object.path("VacuumRelation").path("relation"), Set.of(usage), scope);
        } else if (object.has("List")) {
            var parts = Tree.strings(object.path("List"), "items");
            if (!parts.isEmpty()) {
                findings.writeNamed(parts);
            }
        } else {
            any(object, scope);
        }
    }

    /** A relation that is changed, or only looked at if the statement is only planned. */
    void target(JsonNode rangeVar, Set<Usage> usages, Scope scope) {
        if (scope.planned()) {
            findings.read(RangeVar.of(rangeVar));
        } else {
            findings.write(RangeVar.of(rangeVar), usages);
        }
        any(rangeVar.path("alias"), scope);
    }

    /** A plain WITH query sees the ones before it, a recursive one sees all. */
    private Scope queries(JsonNode with, Scope outer) {
        boolean recursive = with.path("recursive").asBoolean(false);
        var scope = outer;
        if (recursive) {
            for (var query : with.path("ctes")) {
                scope = scope.with(Tree.text(query.path("CommonTableExpr"), "ctename"));
            }
        }
        for (var query : with.path("ctes")) {
            var body = query.path("CommonTableExpr");
            if (!body.path("aliascolnames").isEmpty()) {
                findings.mentioned().wholeRows();
            }
            fields(body, scope, Set.of("aliascolnames"));
            scope = scope.with(Tree.text(body, "ctename"));
        }
        return scope;
    }
}

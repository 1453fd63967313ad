package dev.holdpoint.sql.effect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.events.Effect;
import dev.holdpoint.sql.catalogue.BuiltIns;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import dev.holdpoint.sql.parser.RangeVar;
import dev.holdpoint.sql.parser.Tree;
import dev.holdpoint.sql.text.CredentialLiterals;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Names inside statements: relations, columns, functions, operators, types. */
final class Expressions {
    private static final Set<String> SERIALS =
            Set.of("serial", "serial2", "serial4", "serial8", "bigserial", "smallserial");
    private static final Set<String> SAMPLERS = Set.of("bernoulli", "system");
    private static final Pattern REMOTE = Pattern.compile("dblink.*|postgres_fdw_.*");
    private static final Pattern SECRET_ARGUMENTS =
            Pattern.compile("dblink.*|crypt|pgp_.*|encrypt.*|decrypt.*|hmac|.*(passw|secret).*");

    private final Findings findings;
    private final Walk walk;

    Expressions(Findings findings, Walk walk) {
        this.findings = findings;
        this.walk = walk;
    }

    private SqlCatalog catalog() {
        return findings.catalog();
    }

    void visit(String type, JsonNode body, Scope scope) {
        switch (type) {
            case "RangeVar" -> relation(RangeVar.of(body), scope);
            case "ColumnRef" -> column(body);
            case "FuncCall" -> call(body);
            case "A_Indirection" -> Tree.strings(body, "indirection").forEach(this::dotted);
            case "A_Expr" -> operator(body);
            case "SubLink" -> compared(body);
            case "CaseExpr" -> equated(body.has("arg"));
            case "JoinExpr" -> equated(body.has("usingClause") || body.has("isNatural"));
            case "SortBy" -> operator(Tree.strings(body, "useOp"));
            case "TypeName" -> type(body);
            case "Alias" -> alias(body);
            case "RangeSubselect", "RangeFunction", "RangeTableFunc", "JsonTable" ->
                    findings.mentioned()
                            .calls()
                            .spelledOut(Tree.text(body.path("alias"), "aliasname"));
            case "RangeTableSample" -> sampler(Tree.strings(body, "method"));
            case "LockingClause" -> locks(scope);
            case "DefElem" -> option(body);
            case "A_Star" -> findings.mentioned().wholeRows();
            default -> {}
        }
        walk.fields(body, scope, Set.of());
    }

    private void relation(RangeVar relation, Scope scope) {
        if (relation.schema().isEmpty() && scope.queries().contains(relation.name())) {
            findings.readQuery(relation);
        } else {
            findings.read(relation);
        }
    }

    private void column(JsonNode body) {
        var parts = Tree.strings(body, "fields");
        if (parts.isEmpty()) {
            return;
        }
        if (Tree.list(body, "fields").anyMatch(field -> field.has("A_Star"))) {
            findings.mentioned().wholeRows();
            return;
        }
        findings.column(parts);
        if (parts.size() > 1) {
            dotted(parts.getLast());
        }
    }

    /** {@code row.name} is a call of {@code name(row)} where the row has no such column. */
    private void dotted(String name) {
        if (catalog().functions().contains(name)) {
            findings.unclear(function(name));
        }
        BuiltIns.function(name).ifPresent(findings::effects);
    }

    private static String function(String name) {
        return "what the function " + name + " does";
    }

    private void call(JsonNode body) {
        var parts = Tree.strings(body, "funcname");
        var name = parts.getLast();
        findings.function(parts);
        if (catalog().isConversion(parts)) {
            findings.unclear(function(name));
        }
        if (SECRET_ARGUMENTS.matcher(name).matches()) {
            findings.unrecordable().inAnyLiteral();
        }
        if (REMOTE.matcher(name).matches()) {
            findings.effect(Effect.NETWORK);
        }
        if (name.equals("set_config") && catalog().isOwnFunction(parts)) {
            findings.effects(Settings.call(body), "what set_config changes");
            findings.naming().newPath();
            if (mayNameCredential(Tree.list(body, "args").findFirst())) {
                findings.unrecordable().inAnyLiteral();
            }
        } else if (catalog().isOwnFunction(parts)) {
            findings.effects(
                    BuiltIns.function(name).orElse(Set.of(Effect.UNKNOWN)), function(name));
        } else {
            routine(parts);
        }
    }

    /** What is not written out may name anything. */
    private static boolean mayNameCredential(Optional<JsonNode> setting) {
        return setting.flatMap(Tree::literal).map(Settings::isCredential).orElse(true);
    }

    /** Without a schema it may be PostgreSQL's own, too. */
    private void routine(List<String> parts) {
        var routines = catalog().routines(parts);
        routines.forEach(findings::called);
        if (routines.isEmpty()) {
            findings.unclear(function(String.join(".", parts)));
        }
        if (parts.size() == 1) {
            BuiltIns.function(parts.getLast()).ifPresent(findings::effects);
        }
    }

    private void operator(JsonNode expression) {
        if (Tree.text(expression, "kind").contains("BETWEEN")) {
            operator(List.of(">="));
            operator(List.of("<="));
        } else {
            operator(Tree.strings(expression, "name"));
        }
    }

    private void operator(List<String> parts) {
        if (parts.isEmpty()
                || catalog().isOwnOperator(parts) && BuiltIns.isOperator(parts.getLast())) {
            return;
        }
        var routines = catalog().vouchedBehind(parts);
        routines.forEach(findings::calledUnnamed);
        if (routines.isEmpty()) {
            findings.unclear("what the operator " + parts.getLast() + " does");
        }
    }

    private void type(JsonNode body) {
        var parts = Tree.strings(body, "names");
        if (parts.isEmpty()) {
            return;
        }
        var name = parts.getLast();
        boolean standard = parts.size() == 2 && parts.getFirst().equals("information_schema");
        boolean own =
                catalog().isOwnType(parts) && (BuiltIns.isType(name) || SERIALS.contains(name));
        if (!own && !standard) {
            findings.unclear("what reading a value of the type " + name + " runs");
        }
    }

    /** {@code IN (SELECT ...)} does not name its operator. */
    private void compared(JsonNode subLink) {
        operator(Tree.strings(subLink, "operName"));
        equated(subLink.has("testexpr") && !subLink.has("operName"));
    }

    private void equated(boolean really) {
        if (really) {
            operator(List.of("="));
        }
    }

    private void sampler(List<String> parts) {
        if (!catalog().isOwnFunction(parts) || !SAMPLERS.contains(parts.getLast())) {
            findings.unclear(function(parts.getLast()));
        }
    }

    private void alias(JsonNode body) {
        findings.mentioned().alias(Tree.text(body, "aliasname"));
        if (!body.path("colnames").isEmpty()) {
            findings.mentioned().wholeRows();
        }
    }

    /** A row lock is stored in the row and asks for the privilege to update it. */
    private void locks(Scope scope) {
        if (!scope.planned()) {
            findings.effect(Effect.WRITE);
        }
    }

    private void option(JsonNode body) {
        boolean named = Settings.isCredential(Tree.text(body, "defname")) && body.has("arg");
        boolean quoted =
                body.path("arg").findValuesAsText("sval").stream()
                        .anyMatch(CredentialLiterals::isIn);
        if (named || quoted) {
            findings.unrecordable().inAnyLiteral();
        }
    }
}

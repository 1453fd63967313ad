package dev.holdpoint.sql.effect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.events.Effect;
import dev.holdpoint.sql.SessionName;
import dev.holdpoint.sql.catalogue.BuiltIns;
import dev.holdpoint.sql.catalogue.Usage;
import dev.holdpoint.sql.lineage.Origin;
import dev.holdpoint.sql.parser.RangeVar;
import dev.holdpoint.sql.parser.Tree;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Statements: their kinds and effects, and what they do to the relations they name. */
final class Statements {
    private static final Set<String> DESTRUCTIVE =
            Set.of(
                    "DropStmt",
                    "TruncateStmt",
                    "DropdbStmt",
                    "DropRoleStmt",
                    "DropOwnedStmt",
                    "DropTableSpaceStmt",
                    "DropUserMappingStmt",
                    "DropSubscriptionStmt");
    private static final Set<String> CARRY_CREDENTIALS =
            Set.of(
                    "CreateRoleStmt",
                    "AlterRoleStmt",
                    "AlterRoleSetStmt",
                    "AlterDatabaseSetStmt",
                    "AlterSystemStmt",
                    "ImportForeignSchemaStmt",
                    "CreateUserMappingStmt",
                    "AlterUserMappingStmt",
                    "CreateForeignServerStmt",
                    "AlterForeignServerStmt",
                    "CreateFdwStmt",
                    "AlterFdwStmt",
                    "CreateSubscriptionStmt",
                    "AlterSubscriptionStmt");
    private static final int ACCESS_SHARE = 1;
    private static final Set<String> NOT_EXECUTED = Set.of("false", "off", "0");

    private final Findings findings;
    private final Walk walk;

    Statements(Findings findings, Walk walk) {
        this.findings = findings;
        this.walk = walk;
    }

    void visit(String type, JsonNode body, Scope scope) {
        switch (type) {
            case "SelectStmt" ->
                    walk.fields(
                            PinnedSetting.spelt(body, scope, findings.catalog()), scope, Set.of());
            case "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt" ->
                    new RowChange(findings, walk).visit(type, body, scope);
            case "ExplainStmt" -> explain(body, scope);
            case "CopyStmt" -> copy(body, scope);
            case "PrepareStmt" -> prepare(body, scope);
            case "DeclareCursorStmt" -> declare(body, scope);
            case "LockStmt" -> lock(body, scope);
            case "ReplicaIdentityStmt", "RawStmt" -> walk.fields(body, scope, Set.of());
            default -> other(type, body, scope);
        }
    }

    /** A SELECT that is a statement of its own. */
    void topSelect() {
        findings.kind("SELECT");
        findings.effect(Effect.READ);
    }

    /** SELECT INTO and CREATE TABLE AS: the relation made. */
    void into(JsonNode body, Scope scope) {
        if (!scope.planned()) {
            findings.effect(Effect.DDL);
        }
        made(body.path("rel"));
        walk.target(body.path("rel"), Set.of(Usage.DEFINE), scope);
        walk.fields(body, scope, Set.of("rel"));
    }

    private void other(String type, JsonNode body, Scope scope) {
        if (scope.planned()) {
            findings.effect(Effect.READ);
        } else {
            findings.kind(Kinds.of(type, body));
            findings.effects(BuiltIns.node(type), "what " + Kinds.of(type, body) + " does");
        }
        if (DESTRUCTIVE.contains(type)) {
            findings.destroys();
        }
        if (CARRY_CREDENTIALS.contains(type) || FurtherEffects.describesAccess(type, body)) {
            findings.unrecordable().inAnyLiteral();
        }
        switch (type) {
            case "ExecuteStmt" -> execute(body);
            case "CreateTableAsStmt" -> stored(body.path("query"));
            case "FetchStmt" -> fetch(body);
            case "VariableSetStmt" -> set(body);
            case "VariableShowStmt" -> OwnSettings.in(type, body).ifPresent(findings::setting);
            case "TransactionStmt" -> transaction(body);
            case "AlterTableStmt" -> alterTable(body);
            case "TruncateStmt" -> findings.uncounted().also(true);
            case "DropStmt", "RenameStmt", "CommentStmt" -> FurtherEffects.ofObject(body, findings);
            default -> {}
        }
        names(type, body);
        if (!type.equals("ConstraintsSetStmt")) {
            walk.changing(body, Alterations.usage(type, body), scope);
        }
        Renamed.by(type, body).ifPresent(findings::renamed);
    }

    /** What a prepared statement yields would be stored without a look at where it comes from. */
    private void stored(JsonNode query) {
        if (query.has("ExecuteStmt")) {
            findings.unclear("what EXECUTE stores");
        }
    }

    /** What it does to the meaning of names. */
    private void names(String type, JsonNode body) {
        switch (type) {
            case "CreateStmt" -> made(body.path("relation"));
            case "CreateSeqStmt" -> made(body.path("sequence"));
            case "ViewStmt" -> made(body.path("view"));
            case "VariableSetStmt" -> {
                if (Alterations.changesPath(body)) {
                    findings.naming().newPath();
                }
            }
            case "DiscardStmt" -> findings.naming().newPath();
            case "TransactionStmt" -> {
                if (Alterations.endsTransaction(body)) {
                    findings.naming().newPath();
                }
            }
            case "AlterTableStmt" -> {
                if (Alterations.ties(body)) {
                    findings.naming().tied();
                }
            }
            default -> {}
        }
    }

    private void made(JsonNode relation) {
        boolean temporary =
                Tree.text(relation, "relpersistence").equals("t")
                        || Tree.text(relation, "schemaname").startsWith("pg_temp");
        if (temporary) {
            findings.naming().temporary(Tree.text(relation, "relname"));
        }
    }

    private void explain(JsonNode body, Scope scope) {
        findings.kind("EXPLAIN");
        findings.effect(Effect.READ);
        boolean runs = Tree.list(body, "options").anyMatch(Statements::asksToRun);
        walk.any(body.path("options"), scope);
        walk.any(body.path("query"), runs ? scope : scope.onlyPlanned());
    }

    /** What any SELECT locks its relations with is no more than reading them. */
    private void lock(JsonNode body, Scope scope) {
        if (body.path("mode").asInt() == ACCESS_SHARE) {
            findings.kind("LOCK");
            findings.effect(Effect.READ);
            walk.fields(body, scope, Set.of());
        } else {
            other("LockStmt", body, scope);
        }
    }

    private static boolean asksToRun(JsonNode option) {
        var body = option.path("DefElem");
        var arg = body.path("arg");
        var value =
                Stream.of("String", "Integer", "Boolean", "Float")
                        .map(arg::path)
                        .filter(JsonNode::isObject)
                        .map(Statements::scalar)
                        .findFirst()
                        .orElse("true");
        return Tree.text(body, "defname").equalsIgnoreCase("analyze")
                && !NOT_EXECUTED.contains(value.toLowerCase(Locale.ROOT));
    }

    /** Zero and false are left out of the JSON. */
    private static String scalar(JsonNode value) {
        return value.isEmpty() ? "0" : value.iterator().next().asText();
    }

    private void copy(JsonNode body, Scope scope) {
        findings.kind("COPY");
        boolean in = body.path("is_from").asBoolean(false);
        if (body.has("filename")) {
            findings.effect(
                    body.path("is_program").asBoolean(false) ? Effect.PROGRAM : Effect.FILE);
        } else if (in) {
            findings.mentioned().copyIn();
        }
        if (in) {
            findings.effect(Effect.WRITE);
            walk.target(body.path("relation"), Set.of(Usage.INSERT), scope);
            filled(body);
        } else {
            findings.effect(Effect.READ);
            findings.mentioned().copyOut();
            walk.any(body.path("relation"), scope);
            columns(body);
        }
        walk.fields(body, scope, Set.of("relation", "attlist"));
    }

    private void filled(JsonNode body) {
        var target = RangeVar.of(body.path("relation"));
        var listed = Tree.strings(body, "attlist");
        (listed.isEmpty() ? List.of(Origin.WHOLE_ROW) : listed)
                .forEach(column -> findings.assigned(target, column));
    }

    private void columns(JsonNode body) {
        var listed = Tree.strings(body, "attlist");
        listed.forEach(column -> findings.column(List.of(column)));
        if (body.has("relation") && listed.isEmpty()) {
            findings.mentioned().wholeRows();
        }
    }

    /** Nothing runs yet: what was prepared is judged where it is executed. */
    private void prepare(JsonNode body, Scope scope) {
        findings.kind("PREPARE");
        findings.effect(Effect.SESSION);
        walk.any(body.path("argtypes"), scope);
        var inner = inner(body);
        findings.unrecordable().take(inner.unrecordable());
        var name = Tree.text(body, "name");
        findings.name(
                (text, print) -> new SessionName.Prepare(name, inner.understood(text, print)));
    }

    private void declare(JsonNode body, Scope scope) {
        findings.kind("DECLARE");
        findings.effect(Effect.SESSION);
        findings.effect(Effect.READ);
        walk.any(body.path("query"), scope);
        var inner = inner(body);
        var name = Tree.text(body, "portalname");
        findings.name(
                (text, print) -> new SessionName.Declare(name, inner.understood(text, print)));
    }

    private Findings inner(JsonNode body) {
        var found = findings.inner();
        new Walk(found).statement(body.path("query"));
        var stored = new Stored(findings.inner());
        stored.statement(body.path("query"));
        found.mentioned().stores(stored);
        return found;
    }

    /** What was prepared is understood by what names mean before the text, not within it. */
    private void execute(JsonNode body) {
        if (findings.hasOtherNames()) {
            findings.unclear("what EXECUTE runs after names have changed in the same text");
        }
        findings.name((_, _) -> new SessionName.Execute(Tree.text(body, "name")));
    }

    private void fetch(JsonNode body) {
        findings.effect(Effect.READ);
        findings.name((_, _) -> new SessionName.Fetch(Tree.text(body, "portalname")));
    }

    private void set(JsonNode body) {
        OwnSettings.in("VariableSetStmt", body).ifPresent(findings::setting);
        findings.effects(Settings.change(body), setting(body));
        named(body);
    }

    /** A setting stored for later sessions. */
    void lasting(JsonNode body) {
        findings.effects(Settings.lasting(body), setting(body));
        named(body);
    }

    private static String setting(JsonNode body) {
        return "what the setting " + Tree.text(body, "name") + " changes";
    }

    private void named(JsonNode body) {
        if (Settings.isCredential(Tree.text(body, "name"))) {
            findings.unrecordable().bare();
        }
    }

    /** Two-phase commit outlives the session. */
    private void transaction(JsonNode body) {
        if (Tree.text(body, "kind").contains("PREPARE")) {
            findings.effect(Effect.ADMIN);
        }
    }

    private void alterTable(JsonNode body) {
        Tree.list(body, "cmds")
                .map(command -> Tree.text(command.path("AlterTableCmd"), "subtype"))
                .forEach(subtype -> FurtherEffects.ofAlteration(subtype, findings));
    }
}

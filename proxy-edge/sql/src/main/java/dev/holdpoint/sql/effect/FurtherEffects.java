package dev.holdpoint.sql.effect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.events.Effect;
import dev.holdpoint.sql.parser.Tree;
import java.util.Set;

/** Effects of schema changes that depend on what is changed. */
final class FurtherEffects {
    private static final Set<String> CODE =
            Set.of(
                    "OBJECT_TRIGGER",
                    "OBJECT_RULE",
                    "OBJECT_EVENT_TRIGGER",
                    "OBJECT_EXTENSION",
                    "OBJECT_LANGUAGE",
                    "OBJECT_CAST");
    private static final Set<String> REMOTE =
            Set.of("OBJECT_FDW", "OBJECT_FOREIGN_SERVER", "OBJECT_FOREIGN_TABLE");
    private static final Set<String> CONNECTING =
            Set.of(
                    "OBJECT_ROLE",
                    "OBJECT_USER_MAPPING",
                    "OBJECT_FDW",
                    "OBJECT_FOREIGN_SERVER",
                    "OBJECT_SUBSCRIPTION");
    private static final Set<String> REWRITING = Set.of("AT_AlterColumnType", "AT_SetExpression");
    private static final Set<String> ACCESS = Set.of("OBJECT_ROLE", "OBJECT_POLICY");

    private FurtherEffects() {}

    /** Of dropping, renaming or describing an object of some type. */
    static void ofObject(JsonNode body, Findings findings) {
        for (var field : Set.of("removeType", "renameType", "objtype")) {
            var type = Tree.text(body, field);
            if (CODE.contains(type)) {
                findings.effect(Effect.ADMIN);
            }
            if (REMOTE.contains(type)) {
                findings.effect(Effect.NETWORK);
            }
            if (ACCESS.contains(type)) {
                findings.effect(Effect.PRIVILEGE);
            }
        }
    }

    /** Whether it is about who may connect, or to where: a comment or label on such an object. */
    static boolean describesAccess(String type, JsonNode body) {
        return (type.equals("CommentStmt") || type.equals("SecLabelStmt"))
                && CONNECTING.contains(Tree.text(body, "objtype"));
    }

    /** Of one subcommand of ALTER TABLE. */
    static void ofAlteration(String subtype, Findings findings) {
        if (subtype.equals("AT_ChangeOwner") || subtype.endsWith("RowSecurity")) {
            findings.effect(Effect.PRIVILEGE);
        }
        if (subtype.contains("Trig") || subtype.endsWith("Rule")) {
            findings.effect(Effect.ADMIN);
        }
        findings.uncounted().also(REWRITING.contains(subtype));
        if (subtype.equals("AT_DropColumn")) {
            findings.destroys();
        }
    }
}

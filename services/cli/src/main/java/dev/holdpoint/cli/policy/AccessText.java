package dev.holdpoint.cli.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.cli.text.Table;
import dev.holdpoint.cli.text.VisibleText;
import java.io.PrintWriter;
import java.util.List;
import java.util.StringJoiner;

/** Who could do what, for people. */
public final class AccessText {
    private static final List<String> DECISIONS = List.of("deny", "hold", "allow");

    private AccessText() {}

    /** Prints a listing of accesses. */
    public static void print(PrintWriter out, JsonNode answer) {
        out.println(
                VisibleText.of(
                        "as of %s, revision %s"
                                .formatted(
                                        answer.path("at").asText(),
                                        answer.path("revision").asText())));
        var table = new Table("TARGET", "GRANT", "WHO", "EFFECT", "AT BEST", "RECORDED", "RULES");
        for (var access : answer.path("items")) {
            if (access.path("lapsed").isTextual()) {
                row(table, access, "-", "nothing", access.path("lapsed").asText());
            }
            for (var effect : access.path("effects")) {
                row(table, access, effect.path("effect").asText(), atBest(effect), rules(effect));
            }
        }
        table.print(out);
    }

    private static void row(
            Table table, JsonNode access, String effect, String atBest, String rules) {
        table.row(
                access.path("target").asText(),
                access.path("grant").asText(),
                who(access),
                effect,
                atBest,
                access.path("recording").asText(),
                rules);
    }

    private static String who(JsonNode access) {
        var who = new StringJoiner(", ");
        access.path("subjects").forEach(subject -> who.add(subject.asText()));
        access.path("groups").forEach(group -> who.add("group " + group.asText()));
        return access.path("issuedBy").isTextual()
                ? who + "; void for " + access.path("issuedBy").asText()
                : who.toString();
    }

    private static String atBest(JsonNode effect) {
        var answer = new StringJoiner(", ");
        answer.add(effect.path("atBest").asText());
        if (effect.path("beyondGrant").asBoolean()) {
            answer.add("beyond the grant");
        }
        terms(effect, answer);
        return answer.toString();
    }

    private static void terms(JsonNode of, StringJoiner told) {
        if (of.path("rows").isNumber()) {
            told.add("%d rows".formatted(of.path("rows").asLong()));
        }
        if (of.path("needsJustification").asBoolean()) {
            told.add("justified");
        }
    }

    private static String rules(JsonNode effect) {
        var rules = new StringJoiner("; ");
        for (var decision : DECISIONS) {
            effect.path(decision).forEach(one -> rules.add(decision + " " + rule(one)));
        }
        return rules.length() == 0 ? "none: denied" : rules.toString();
    }

    private static String rule(JsonNode applicable) {
        var onlyIf = new StringJoiner(", ", " (", ")").setEmptyValue("");
        var terms = new StringJoiner(", ", " [", "]").setEmptyValue("");
        applicable.path("onlyIf").forEach(field -> onlyIf.add(field.asText()));
        terms(applicable, terms);
        return applicable.path("rule").asText() + onlyIf + terms;
    }
}

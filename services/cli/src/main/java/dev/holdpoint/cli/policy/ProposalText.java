package dev.holdpoint.cli.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.cli.text.Table;
import dev.holdpoint.cli.text.VisibleText;
import java.io.PrintWriter;
import java.util.StringJoiner;

/** A proposal for people. */
public final class ProposalText {
    private final PrintWriter out;

    public ProposalText(PrintWriter out) {
        this.out = out;
    }

    /**
     * Prints it.
     *
     * @param whole with its documents
     */
    public void print(JsonNode proposed, boolean whole) {
        grants(proposed.path("grants"));
        rules(proposed.path("rules"));
        for (var document : proposed.path("documents")) {
            out.println("document " + VisibleText.of(document.path("name").asText()));
            if (whole) {
                document.path("text")
                        .asText()
                        .lines()
                        .forEach(line -> out.println("    " + VisibleText.of(line)));
            }
        }
        proof(proposed.path("proof"));
    }

    private void grants(JsonNode grants) {
        var table = new Table("GRANT", "COMMANDS", "KEEPS", "WITHOUT");
        for (var grant : grants) {
            table.row(
                    grant.path("grant").asText(),
                    grant.path("commands").asText(),
                    grant.path("unused").asBoolean()
                            ? "nothing: unused"
                            : both(grant, "effects", "targets"),
                    both(grant, "withoutEffects", "withoutTargets"));
        }
        printIfAny(table, grants);
    }

    private void rules(JsonNode rules) {
        var table = new Table("RULE", "COMMANDS", "MATCH");
        for (var rule : rules) {
            table.row(
                    rule.path("rule").asText(),
                    rule.path("commands").asText(),
                    rule.path("unused").asBoolean()
                            ? "nothing: unused"
                            : list(rule.path("match"), "; "));
        }
        printIfAny(table, rules);
    }

    private void printIfAny(Table table, JsonNode rows) {
        if (!rows.isEmpty()) {
            table.print(out);
            out.println();
        }
    }

    private static String both(JsonNode grant, String effects, String targets) {
        var on = list(grant.path(targets), ", ");
        return list(grant.path(effects), ", ") + (on.isEmpty() ? "" : " on " + on);
    }

    private static String list(JsonNode texts, String between) {
        var list = new StringJoiner(between);
        texts.forEach(text -> list.add(text.asText()));
        return list.toString();
    }

    private void proof(JsonNode proof) {
        out.println(
                "%s: of %d commands that were allowed %d would be held, %d denied; %d of others milder"
                        .formatted(
                                proof.path("keeps").asBoolean() ? "proven" : "NOT PROVEN",
                                proof.path("allowed").asLong(),
                                proof.path("newlyHeld").asLong(),
                                proof.path("newlyDenied").asLong(),
                                proof.path("loosened").asLong()));
        if (proof.path("notEvaluable").asLong() > 0) {
            out.println(
                    "not part of the proof: %d commands that cannot be told"
                            .formatted(proof.path("notEvaluable").asLong()));
        }
        if (proof.path("heldThenDenied").asLong() > 0) {
            out.println(
                    "%d commands that were held and not released would be denied at once"
                            .formatted(proof.path("heldThenDenied").asLong()));
        }
    }
}

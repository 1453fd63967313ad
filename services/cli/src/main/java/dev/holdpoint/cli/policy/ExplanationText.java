package dev.holdpoint.cli.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.cli.text.VisibleText;
import dev.holdpoint.policy.trial.NearMisses;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;

/** An explained decision for people. */
public final class ExplanationText {
    private static final int NEAR = 5;

    private final List<String> lines = new ArrayList<>();

    private ExplanationText() {}

    /**
     * Prints it.
     *
     * @param request what was asked
     * @param notes what a reader should know of how the command was understood
     */
    public static void print(
            PrintWriter out, JsonNode request, JsonNode answer, List<String> notes) {
        var text = new ExplanationText();
        text.decision(answer.path("decision"));
        if (answer.has("at")) {
            text.line("as of", answer.path("at").asText());
        }
        text.command(request.path("statement"));
        text.masks("masks", answer.path("decision").path("obligations"));
        text.masks("masks once released", answer.path("onceReleased"));
        text.considered(answer.path("considered"));
        text.risk(answer.path("risk"));
        text.inputs(answer);
        notes.forEach(note -> text.line("note", note));
        text.lines.forEach(line -> out.println(VisibleText.of(line)));
    }

    private void line(String name, String value) {
        lines.add(name + ": " + value);
    }

    private void decision(JsonNode decision) {
        var rule = decision.path("rules").path(0).asText("no rule");
        lines.add(decision.path("kind").asText("") + " by " + rule);
        line("reason", decision.path("reason").asText(""));
        if (decision.has("code")) {
            line("code", decision.path("code").asText(""));
        }
        var terms = decision.path("terms");
        if (terms.has("stages")) {
            var stages = new StringJoiner("; then ");
            terms.path("stages").forEach(stage -> stages.add(votes(stage.path("from"))));
            line("approval", stages.toString());
        } else if (terms.has("quorum")) {
            line("approval", votes(terms.path("quorum")));
        }
        line("revision", decision.path("revision").asText(""));
    }

    private static String votes(JsonNode parts) {
        var votes = new StringJoiner(", ");
        for (var part : parts) {
            var only = part.path("only");
            votes.add(
                    part.path("votes").asText()
                            + " of "
                            + part.path("group").asText()
                            + prefixed(" also in ", only.path("in"))
                            + prefixed(" not in ", only.path("notIn")));
        }
        return votes.toString();
    }

    private static String prefixed(String words, JsonNode groups) {
        return groups.isEmpty() ? "" : words + list(groups);
    }

    private void command(JsonNode facts) {
        var words = new StringJoiner("; ");
        for (var field : facts.properties()) {
            var value = field.getValue();
            boolean empty = value.isArray() && value.isEmpty();
            if (!empty && !field.getKey().equals("fingerprint")) {
                words.add(
                        field.getKey() + " " + (value.isArray() ? list(value) : value.asText("")));
            }
        }
        line("command", words.toString());
    }

    private static String list(JsonNode values) {
        var words = new StringJoiner(", ");
        values.forEach(value -> words.add(value.asText("")));
        return words.toString();
    }

    private void masks(String name, JsonNode masks) {
        for (var mask : masks) {
            if (!mask.has("mask")) {
                line("obligation", obligation(mask));
                continue;
            }
            var what =
                    mask.has("column")
                            ? mask.path("column").asText("")
                            : list(mask.path("detectors"));
            var using = mask.path("mask");
            var count = using.has("count") ? " " + using.path("count").asText() : "";
            line(
                    name,
                    "%s (%s%s) by %s"
                            .formatted(
                                    what,
                                    using.path("kind").asText(""),
                                    count,
                                    mask.path("rule").asText("")));
        }
    }

    private static String obligation(JsonNode obligation) {
        var kind = obligation.path("kind").asText("");
        return obligation.has("rows")
                ? "%s %d by %s"
                        .formatted(
                                kind,
                                obligation.path("rows").asLong(),
                                obligation.path("rule").asText(""))
                : kind;
    }

    private void considered(JsonNode considered) {
        var missed = new ArrayList<JsonNode>();
        for (var one : considered) {
            if (one.path("matched").asBoolean()) {
                boolean failed = one.path("conditionFailed").asBoolean();
                line("matched", rule(one) + (failed ? ", its condition failed" + when(one) : ""));
            } else {
                missed.add(one);
            }
        }
        missed.stream()
                .sorted(Comparator.comparingInt(ExplanationText::gone).reversed())
                .limit(NEAR)
                .forEach(one -> line("missed", rule(one) + " on " + on(one)));
    }

    private void risk(JsonNode scores) {
        for (var score : scores) {
            var parts = new StringJoiner(", ", " (", ")").setEmptyValue("");
            for (var part : score.path("parts")) {
                var failed = part.path("conditionFailed").asBoolean() ? ", condition failed" : "";
                parts.add(part.path("entry").asText("") + " " + part.path("add").asText() + failed);
            }
            line(
                    "risk by " + score.path("policy").asText(""),
                    score.path("score").asText() + parts);
        }
    }

    private static int gone(JsonNode missed) {
        return NearMisses.distanceGone(missed.path("on").asText(""));
    }

    private static String rule(JsonNode one) {
        return one.path("rule").asText("") + " (" + one.path("decide").asText("") + ")";
    }

    private static String on(JsonNode missed) {
        var field = missed.path("on").asText("");
        return field.startsWith("when") ? field + when(missed) : field;
    }

    private static String when(JsonNode one) {
        return one.has("when") ? ": " + one.path("when").asText("") : "";
    }

    private void inputs(JsonNode answer) {
        if (!answer.path("inputs").isEmpty()) {
            line("also depends on", list(answer.path("inputs")));
        }
        if (answer.path("wantsEstimate").asBoolean()) {
            line("note", "an estimate of rows could change this: --estimated-rows");
        }
    }
}

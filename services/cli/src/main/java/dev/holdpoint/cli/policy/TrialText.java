package dev.holdpoint.cli.policy;

import dev.holdpoint.cli.text.VisibleText;
import dev.holdpoint.policy.trial.Came;
import dev.holdpoint.policy.trial.NearMisses;
import dev.holdpoint.policy.trial.Verdict;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A report of cases for people: a line for each that passed, the whole story of the others. */
public final class TrialText {
    private static final int NEAR = 3;

    private TrialText() {}

    /** Prints the report. */
    public static void print(PrintWriter out, List<Verdict> verdicts) {
        var test = "";
        for (var verdict : verdicts) {
            if (!verdict.test().equals(test)) {
                test = verdict.test();
                out.println(test);
            }
            line(out, verdict);
        }
        long failed = verdicts.stream().filter(verdict -> !verdict.passed()).count();
        out.printf(
                "%d cases: %d passed, %d failed%n",
                verdicts.size(), verdicts.size() - failed, failed);
    }

    private static void line(PrintWriter out, Verdict verdict) {
        var came = verdict.came();
        out.println(
                VisibleText.of(
                        "  %s  %s: %s by %s"
                                .formatted(
                                        verdict.passed() ? "ok  " : "FAIL",
                                        verdict.tried().name(),
                                        Came.word(came.decision()),
                                        came.rule())));
        if (!verdict.passed()) {
            story(verdict).forEach(line -> out.println("          " + VisibleText.of(line)));
        }
    }

    /** Why a case failed. */
    static List<String> story(Verdict verdict) {
        var lines = new ArrayList<String>();
        lines.add("at " + verdict.tried().place());
        verdict.differences()
                .forEach(
                        one ->
                                lines.add(
                                        "%s: expected %s, came %s"
                                                .formatted(
                                                        one.what(), one.expected(), one.came())));
        lines.add("reason: " + verdict.came().reason());
        lines.add("matched: " + String.join(", ", matched(verdict)));
        NearMisses.of(verdict.considered()).stream()
                .limit(NEAR)
                .forEach(
                        missed ->
                                lines.add(
                                        "missed: %s (%s) on %s"
                                                .formatted(
                                                        missed.rule().id(),
                                                        Came.word(missed.rule().decision()),
                                                        missed.field())));
        lines.add("command: " + FactsText.of(verdict));
        verdict.notes().forEach(note -> lines.add("note: " + note));
        return lines;
    }

    private static List<String> matched(Verdict verdict) {
        var rules = verdict.came().rules();
        return rules.isEmpty() ? List.of(Came.NO_RULE) : rules;
    }
}

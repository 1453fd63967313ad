package dev.holdpoint.policy.trial;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.evaluate.Budget;
import dev.holdpoint.policy.evaluate.Evaluator;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.language.Finding;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.trial.Analyst.Reading;
import dev.holdpoint.policy.trial.Analyst.Unjudgeable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tries cases on a rulebook by the evaluator that decides in earnest. */
public final class Trial {
    /** A cold machine must not turn a decision into a denial. */
    private static final Duration AMPLE = Duration.ofMinutes(1);

    private final Rulebook rulebook;
    private final Analyst analyst;
    private final Instant now;

    /**
     * @param now when cases are decided that do not say
     */
    public Trial(Rulebook rulebook, Analyst analyst, Instant now) {
        this.rulebook = rulebook;
        this.analyst = analyst;
        this.now = now;
    }

    /**
     * Tries all cases.
     *
     * @throws InvalidDocuments naming cases that cannot be tried
     */
    public List<Verdict> of(List<PolicyTest> tests) {
        var verdicts = new ArrayList<Verdict>();
        var findings = new ArrayList<Finding>();
        for (var test : tests) {
            for (var one : test.cases()) {
                try {
                    verdicts.add(verdict(test, one));
                } catch (InvalidDocuments e) {
                    findings.addAll(e.findings());
                }
            }
        }
        if (!findings.isEmpty()) {
            throw new InvalidDocuments(findings);
        }
        return verdicts;
    }

    private Verdict verdict(PolicyTest test, Case one) {
        requireTarget(one);
        var reading = reading(test, one);
        var at = one.at() == null ? now : one.at();
        var query = query(one, reading);
        var explanation =
                Evaluator.decide(rulebook, query, at, new Budget(System::nanoTime, AMPLE));
        var came = Came.of(explanation);
        return new Verdict(
                test.name(),
                one,
                at,
                reading.facts(),
                reading.notes(),
                came,
                explanation.considered(),
                one.expected().differences(came));
    }

    /** A target nobody knows is denied everything, which would prove nothing. */
    private void requireTarget(Case one) {
        if (!rulebook.targets().containsKey(one.target())
                && one.expected().code() != RefusalCode.UNKNOWN_TARGET) {
            var known =
                    rulebook.targets().keySet().stream()
                            .map(name -> name.value())
                            .sorted()
                            .collect(Collectors.joining(", "));
            throw untriable(
                    one,
                    "No document describes the target " + one.target() + ".",
                    "Known targets: " + known + ".");
        }
    }

    private Reading reading(PolicyTest test, Case one) {
        return switch (one.command()) {
            case GivenCommand.Facts(var facts) -> new Reading(facts, Map.of(), List.of());
            case GivenCommand.Sql sql -> reading(sql, test, one);
        };
    }

    private Reading reading(GivenCommand.Sql sql, PolicyTest test, Case one) {
        try {
            var reading = analyst.read(sql.text(), test.tables());
            return new Reading(estimating(reading.facts(), sql), reading.tags(), reading.notes());
        } catch (Unjudgeable e) {
            throw untriable(
                    one,
                    String.valueOf(e.getMessage()),
                    "Describe what is run by facts: { effects: [ read ], reads: [ … ] }.");
        }
    }

    private static CommandFacts estimating(CommandFacts facts, GivenCommand.Sql sql) {
        var rows = sql.estimatedRows();
        return rows == null ? facts : facts.estimating(rows);
    }

    private static DecisionQuery query(Case one, Reading reading) {
        var tags = new HashMap<>(reading.tags());
        tags.putAll(one.tags());
        return new DecisionQuery(
                one.principal(),
                one.target(),
                new SessionId("test"),
                new CommandId("test"),
                reading.facts(),
                one.use(),
                one.justification(),
                tags,
                null);
    }

    private static InvalidDocuments untriable(Case one, String message, String hint) {
        return new InvalidDocuments(
                List.of(
                        new Finding(
                                one.place(),
                                "The case " + one.name() + " cannot be tried: " + message,
                                hint)));
    }
}

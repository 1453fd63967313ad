package dev.holdpoint.policy.trial;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.contract.AccessQuery;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.evaluate.AccessOffers;
import dev.holdpoint.policy.evaluate.Budget;
import dev.holdpoint.policy.evaluate.Evaluator;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.language.Finding;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.language.Place;
import dev.holdpoint.policy.language.condition.Environment;
import dev.holdpoint.policy.language.condition.ProtocolFacts;
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
            collect(findings, () -> verdicts.addAll(verdicts(test, findings)));
        }
        if (!findings.isEmpty()) {
            throw new InvalidDocuments(findings);
        }
        return verdicts;
    }

    private List<Verdict> verdicts(PolicyTest test, List<Finding> findings) {
        var described = described(test);
        var verdicts = new ArrayList<Verdict>();
        for (var one : test.cases()) {
            collect(findings, () -> verdicts.add(verdict(test, one, described)));
        }
        return verdicts;
    }

    private static void collect(List<Finding> findings, Runnable trying) {
        try {
            trying.run();
        } catch (InvalidDocuments e) {
            findings.addAll(e.findings());
        }
    }

    /** The rulebook with the targets that only the cases describe. */
    private Rulebook described(PolicyTest test) {
        var more = new HashMap<TargetName, TargetSpec>();
        for (var target : test.targets()) {
            if (rulebook.targets().containsKey(target.name())) {
                throw new InvalidDocuments(
                        target.place(),
                        "The target " + target.name() + " is described by a document.",
                        "Leave it out here: cases are decided by what is published.");
            }
            more.put(target.name(), target.spec());
        }
        return rulebook.with(more);
    }

    private Verdict verdict(PolicyTest test, Case one, Rulebook described) {
        requireTarget(one, described);
        if (one.command() instanceof GivenCommand.Request request) {
            return verdict(test, one, request, described);
        }
        var reading = reading(test, one);
        var at = one.at() == null ? now : one.at();
        var told = told(one.command());
        var explanation =
                Evaluator.explain(
                        described,
                        query(one, reading),
                        told,
                        at,
                        new Budget(System::nanoTime, AMPLE));
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

    /**
     * That people decide is a hold here, and that nobody may be asked a deny. Documents do not say
     * whether they are for four eyes, so one person is enough.
     */
    private Verdict verdict(
            PolicyTest test, Case one, GivenCommand.Request request, Rulebook described) {
        var query =
                new AccessQuery(
                        one.principal(),
                        one.target(),
                        request.scope(),
                        one.justification() != null);
        var came = Came.of(new AccessOffers(false).of(described, query));
        return new Verdict(
                test.name(),
                one,
                one.at() == null ? now : one.at(),
                CommandReader.effects(request.scope().effects()),
                List.of(),
                came,
                List.of(),
                one.expected().differences(came));
    }

    /** A target nobody knows is denied everything, which would prove nothing. */
    private static void requireTarget(Case one, Rulebook described) {
        var target = described.targets().get(one.target());
        if (target != null) {
            requireSpoken(one, target);
        } else if (one.expected().code() != RefusalCode.UNKNOWN_TARGET) {
            var known =
                    described.targets().keySet().stream()
                            .map(name -> name.value())
                            .sorted()
                            .collect(Collectors.joining(", "));
            throw untriable(
                    one.place(),
                    one,
                    "No document describes the target " + one.target() + ".",
                    "Known targets: " + known + ".");
        }
    }

    /** Neither is what a target could not be sent. */
    private static void requireSpoken(Case one, TargetSpec target) {
        if (!(one.command() instanceof GivenCommand.Request)
                && !told(one.command()).environment().isSpokenBy(target.protocol())) {
            throw untriable(
                    one.command().place(),
                    one,
                    "The target %s speaks %s.".formatted(one.target(), target.protocol()),
                    Environment.others().stream()
                            .filter(other -> other.isSpokenBy(target.protocol()))
                            .map(
                                    other ->
                                            "Give facts: { effects: [ … ], %s: { … } }."
                                                    .formatted(other.root()))
                            .findFirst()
                            .orElse("Give sql, or facts of it."));
        }
    }

    private static ProtocolFacts told(GivenCommand command) {
        return switch (command) {
            case GivenCommand.Facts(_, var told, _) -> told;
            case GivenCommand.Sql _, GivenCommand.Request _ -> ProtocolFacts.NONE;
        };
    }

    private Reading reading(PolicyTest test, Case one) {
        return switch (one.command()) {
            case GivenCommand.Facts(var facts, _, _) -> new Reading(facts, Map.of(), List.of());
            case GivenCommand.Sql sql -> reading(sql, test, one);
            case GivenCommand.Request(var scope, _) ->
                    new Reading(CommandReader.effects(scope.effects()), Map.of(), List.of());
        };
    }

    private Reading reading(GivenCommand.Sql sql, PolicyTest test, Case one) {
        try {
            var reading = analyst.read(sql.text(), test.tables());
            return new Reading(estimating(reading.facts(), sql), reading.tags(), reading.notes());
        } catch (Unjudgeable e) {
            throw untriable(
                    one.place(),
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

    private static InvalidDocuments untriable(Place place, Case one, String message, String hint) {
        return new InvalidDocuments(
                place, "The case " + one.name() + " cannot be tried: " + message, hint);
    }
}

package dev.holdpoint.policy.evaluate;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.contract.SessionAnswer;
import dev.holdpoint.policy.contract.SessionQuery;
import dev.holdpoint.policy.evaluate.Considered.Matched;
import dev.holdpoint.policy.evaluate.Considered.Missed;
import dev.holdpoint.policy.evaluate.Threshold.Barred;
import dev.holdpoint.policy.evaluate.Threshold.Crossed;
import dev.holdpoint.policy.language.Rule;
import dev.holdpoint.policy.language.condition.ProtocolFacts;
import dev.holdpoint.policy.match.RuleDecision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Decides: grants first, then every rule that can match of the policies for the target. Pure. */
public final class Evaluator {
    private static final int STEPS_OF_A_CONDITION = 100;
    private static final int MAX_NAMES = 5_000;
    private static final int MAX_NAME = 1_024;

    private Evaluator() {}

    /** May a session open at all? */
    public static SessionAnswer admit(Rulebook rulebook, SessionQuery query, Instant now) {
        return switch (Threshold.of(rulebook, query.principal(), query.target(), now)) {
            case Barred(var code, var reason) -> new SessionAnswer.Turned(code, reason);
            case Crossed(_, _, var grants)
                    when query.replication() && !grants.cover(Effect.REPLICATION) ->
                    new SessionAnswer.Turned(
                            RefusalCode.NO_GRANT,
                            "start-up parameter replication: no grant of %s on %s covers the effect %s."
                                    .formatted(
                                            query.principal().id().subject(),
                                            query.target(),
                                            word(Effect.REPLICATION)));
            case Crossed(_, var target, var grants) ->
                    new SessionAnswer.Admitted(
                            query.target(),
                            target,
                            grants.ids(),
                            rulebook.number(),
                            query.replication());
        };
    }

    /** Allow, deny or hold; rules that cannot match are not among those considered. */
    public static Explanation decide(
            Rulebook rulebook, DecisionQuery query, Instant now, Budget budget) {
        return decide(rulebook, query, ProtocolFacts.NONE, now, budget, Scope::candidates);
    }

    /**
     * The same with every rule of every policy for the target, and which field it failed on.
     *
     * @param told what the command does in another protocol than SQL's
     */
    public static Explanation explain(
            Rulebook rulebook,
            DecisionQuery query,
            ProtocolFacts told,
            Instant now,
            Budget budget) {
        return decide(rulebook, query, told, now, budget, scope -> scope.policy().rules());
    }

    private static Explanation decide(
            Rulebook rulebook,
            DecisionQuery query,
            ProtocolFacts told,
            Instant now,
            Budget budget,
            Function<Scope, List<Rule>> rules) {
        return switch (Threshold.of(rulebook, query.principal(), query.target(), now)) {
            case Barred(RefusalCode code, var reason) when code == RefusalCode.POLICY_UNAVAILABLE ->
                    Explanation.once(deny(rulebook, code, reason));
            case Barred(var code, var reason) -> Explanation.lasting(deny(rulebook, code, reason));
            case Crossed _ when isExcessive(query.facts()) ->
                    Explanation.once(
                            deny(
                                    rulebook,
                                    RefusalCode.TOO_LARGE,
                                    "The command names too many things."));
            case Crossed(var revision, var target, var grants) ->
                    inTime(
                            rulebook,
                            () ->
                                    rule(
                                            revision,
                                            new Variables(query, target, told, budget),
                                            grants,
                                            rules));
        };
    }

    private static Explanation inTime(Rulebook rulebook, Supplier<Explanation> rules) {
        try {
            return rules.get();
        } catch (Budget.Overdrawn _) {
            return Explanation.once(
                    deny(rulebook, RefusalCode.POLICY_UNAVAILABLE, "The decision took too long."));
        }
    }

    private static Explanation rule(
            Revision revision, Variables asked, Grants grants, Function<Scope, List<Rule>> rules) {
        var scopes = scopes(revision, asked);
        var policies = scopes.stream().map(Scope::policy).toList();
        var considered = consider(scopes, rules);
        asked.budget().check();
        var matched = matched(considered);
        var obligations = Limits.with(Masks.of(policies), policies, matched);
        var beyond = Offers.left(grants.beyond(asked.query().facts()), considered, asked);
        var decision = decision(revision, asked, grants, beyond, obligations, matched);
        return new Explanation(
                decision,
                considered,
                scopes.stream().flatMap(scope -> scope.risk().stream()).toList(),
                asked.inputs(),
                grants.until().orElse(null),
                decision instanceof Decision.Hold ? obligations : List.of());
    }

    private static Decision decision(
            Revision revision,
            Variables asked,
            Grants grants,
            Set<Effect> beyond,
            List<Obligation> obligations,
            List<Rule> matched) {
        var ruling = new Ruling(revision.id(), matched);
        if (!beyond.isEmpty() && !ruling.denies()) {
            var why =
                    "The grant %s does not cover the effect %s."
                            .formatted(
                                    grants.ids().getFirst(),
                                    beyond.stream()
                                            .map(Evaluator::word)
                                            .collect(Collectors.joining(", ")));
            return new Decision.Deny(revision.id(), List.of(), why, RefusalCode.NO_GRANT);
        }
        if (ruling.wantsJustification(asked.query().facts()) && !asked.isJustified()) {
            return ruling.unjustified();
        }
        var approved = asked.query().approved();
        var terms = approved == null ? null : approved.terms();
        return ruling.decide(terms, obligations);
    }

    private static String word(Effect effect) {
        return effect.name().toLowerCase(Locale.ROOT);
    }

    private static List<Scope> scopes(Revision revision, Variables asked) {
        asked.budget().check();
        return revision.policiesFor(asked.query().target(), asked.target()).stream()
                .map(policy -> new Scope(policy, asked))
                .toList();
    }

    private static List<Considered> consider(
            List<Scope> scopes, Function<Scope, List<Rule>> rules) {
        var considered = new ArrayList<Considered>();
        for (var scope : scopes) {
            for (var rule : rules.apply(scope)) {
                considered.add(consider(rule, scope));
            }
        }
        return considered;
    }

    private static List<Rule> matched(List<Considered> considered) {
        var matched = new ArrayList<Rule>();
        for (var one : considered) {
            if (one instanceof Matched match) {
                matched.add(match.rule());
            }
        }
        return matched;
    }

    private static Considered consider(Rule rule, Scope scope) {
        var asked = scope.asked();
        var query = asked.query();
        if (!rule.match().isAbout(asked.target().protocol())) {
            return new Missed(rule, "protocol");
        }
        var mismatch =
                rule.match()
                        .mismatch(
                                rule.decision(), query.principal(), query.facts(), asked.budget());
        if (mismatch.isPresent()) {
            return new Missed(rule, mismatch.get());
        }
        var when = rule.when();
        if (when == null) {
            return new Matched(rule, false, false);
        }
        var outcome = when.test(scope, asked.budget());
        boolean missedByRisk = scope.missedEstimate();
        boolean missed = asked.missedEstimate() || missedByRisk;
        asked.budget().spend(STEPS_OF_A_CONDITION);
        return switch (outcome) {
            case TRUE -> new Matched(rule, false, missedByRisk);
            case FALSE -> new Missed(rule, "when", missedByRisk);
            case ERROR ->
                    rule.decision() == RuleDecision.ALLOW
                            ? new Missed(rule, "when (error)", missed)
                            : new Matched(rule, true, missed);
        };
    }

    private static boolean isExcessive(CommandFacts facts) {
        return facts.countOfNames() > MAX_NAMES
                || isAnyLong(facts.kinds())
                || isAnyLong(facts.reads())
                || isAnyLong(facts.writes())
                || isAnyLong(facts.columns())
                || isAnyLong(facts.columnsRead())
                || isAnyLong(facts.columnsWritten())
                || isAnyLong(facts.predicateColumns())
                || isAnyLong(facts.functions());
    }

    private static boolean isAnyLong(List<String> names) {
        for (var name : names) {
            if (name.length() > MAX_NAME) {
                return true;
            }
        }
        return false;
    }

    private static Decision deny(Rulebook rulebook, RefusalCode code, String reason) {
        return new Decision.Deny(rulebook.revisionId(), List.of(), reason, code);
    }
}

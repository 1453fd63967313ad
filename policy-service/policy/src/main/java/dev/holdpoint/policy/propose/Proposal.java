package dev.holdpoint.policy.propose;

import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.evaluate.GrantReach;
import dev.holdpoint.policy.evaluate.Revision;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.language.PolicyDocument;
import dev.holdpoint.policy.language.Rule;
import dev.holdpoint.policy.match.RuleDecision;
import dev.holdpoint.policy.simulate.Drafted;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Some grants and rules narrowed to what was needed of them; those of which nothing was are gone.
 * Tried on the past, each narrows what had its name then.
 */
final class Proposal implements Drafted {
    private static final RevisionId REVISION = new RevisionId("proposal");

    private final Usage usage;
    private final Set<GrantId> grants;
    private final Set<String> rules;

    Proposal(Usage usage, Set<GrantId> grants, Set<String> rules) {
        this.usage = usage;
        this.grants = Set.copyOf(grants);
        this.rules = Set.copyOf(rules);
    }

    @Override
    public boolean isPartial() {
        return true;
    }

    @Override
    public Rulebook over(Rulebook inForce) {
        var narrowed = new HashMap<GrantId, GrantSpec>();
        inForce.grants()
                .forEach(
                        (id, spec) ->
                                grant(inForce, id, spec)
                                        .ifPresent(needed -> narrowed.put(id, needed)));
        return new Rulebook(
                revision(inForce.revision()), inForce.targets(), narrowed, inForce.number());
    }

    /** What is left of a grant. */
    Optional<GrantSpec> grant(Rulebook rulebook, GrantId id, GrantSpec spec) {
        return grants.contains(id)
                ? usage.grant(id).of(spec, reached(rulebook, spec))
                : Optional.of(spec);
    }

    private static Set<TargetName> reached(Rulebook rulebook, GrantSpec spec) {
        return rulebook.targets().entrySet().stream()
                .filter(target -> GrantReach.isOn(spec, target.getKey(), target.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private @Nullable Revision revision(@Nullable Revision inForce) {
        return inForce == null
                ? null
                : new Revision(REVISION, inForce.policies().stream().map(this::policy).toList());
    }

    private PolicyDocument policy(PolicyDocument policy) {
        return new PolicyDocument(
                policy.name(),
                policy.place(),
                policy.targets(),
                policy.rules().stream().flatMap(rule -> rule(rule).stream()).toList(),
                policy.masks(),
                policy.risk(),
                policy.recording(),
                policy.mostRows(),
                policy.requests());
    }

    /** What is left of a rule. */
    Optional<Rule> rule(Rule rule) {
        return rules.contains(rule.id()) && isNarrowable(rule)
                ? usage.rule(rule.id()).of(rule)
                : Optional.of(rule);
    }

    /** One that asks for more than to match is never narrowed: what it asks would be lost. */
    static boolean isNarrowable(Rule rule) {
        return rule.decision() == RuleDecision.ALLOW
                && !rule.wantsJustification()
                && rule.mostRows() == null;
    }
}

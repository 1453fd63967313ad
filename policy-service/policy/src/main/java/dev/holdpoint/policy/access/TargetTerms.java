package dev.holdpoint.policy.access;

import dev.holdpoint.events.Obligation.LimitRows;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.evaluate.Limits;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.language.PolicyDocument;
import dev.holdpoint.policy.language.RecordingLevel;
import dev.holdpoint.policy.language.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What policies say of one target.
 *
 * @param policies those for it
 * @param rules theirs, without those about other protocols
 */
public record TargetTerms(List<PolicyDocument> policies, List<Rule> rules) {
    public TargetTerms {
        policies = List.copyOf(policies);
        rules = List.copyOf(rules);
    }

    static TargetTerms of(Rulebook rulebook, TargetName name, TargetSpec target) {
        var revision = rulebook.revision();
        var policies =
                revision == null
                        ? List.<PolicyDocument>of()
                        : revision.policies().stream()
                                .filter(policy -> policy.targets().selects(name, target))
                                .toList();
        var rules =
                policies.stream()
                        .flatMap(policy -> policy.rules().stream())
                        .filter(rule -> rule.match().isAbout(target.protocol()))
                        .toList();
        return new TargetTerms(policies, rules);
    }

    RecordingLevel recording() {
        return policies.stream().anyMatch(policy -> policy.recording() == RecordingLevel.RESULTS)
                ? RecordingLevel.RESULTS
                : RecordingLevel.STATEMENTS;
    }

    /** How many rows of a command that these match may leave. */
    Optional<LimitRows> limit(List<Applicable> matching) {
        Set<String> names = matching.stream().map(Applicable::rule).collect(Collectors.toSet());
        return Limits.least(policies, rules.stream().filter(rule -> names.contains(rule.id())));
    }
}

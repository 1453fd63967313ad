package dev.holdpoint.policy.evaluate;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.policy.language.Rule;
import dev.holdpoint.policy.match.RuleDecision;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From the rules that matched to the decision: deny over hold over allow, nothing matched is deny.
 */
final class Ruling {
    private static final String DEFAULT = "default";

    private final RevisionId revision;
    private final List<Rule> denies;
    private final List<Rule> holds;
    private final List<Rule> allows;

    Ruling(RevisionId revision, List<Rule> matched) {
        this.revision = revision;
        this.denies = those(matched, RuleDecision.DENY);
        this.holds = those(matched, RuleDecision.HOLD);
        this.allows = those(matched, RuleDecision.ALLOW);
    }

    boolean denies() {
        return !denies.isEmpty();
    }

    /** Whether the client must have said why; to say it is itself a command of effect session. */
    boolean wantsJustification(CommandFacts facts) {
        return !denies()
                && !wanting().isEmpty()
                && facts.effects().stream().anyMatch(effect -> effect != Effect.SESSION);
    }

    /** The deny of what may run, or may be asked for, once it is justified. */
    Decision unjustified() {
        var names = Stream.concat(wanting().stream().map(Rule::id), names().stream()).distinct();
        var reason =
                "Rule %s wants to know why: SET holdpoint.justification = '...' and try again."
                        .formatted(wanting().getFirst().id());
        return new Decision.Deny(revision, names.toList(), reason, RefusalCode.POLICY_DENIED);
    }

    private List<Rule> wanting() {
        return Stream.concat(holds.stream(), allows.stream())
                .filter(Rule::wantsJustification)
                .toList();
    }

    Decision decide(@Nullable HoldTerms approved, List<Obligation> obligations) {
        if (denies()) {
            return new Decision.Deny(
                    revision, names(), reason(denies, "denies"), RefusalCode.POLICY_DENIED);
        }
        if (!holds.isEmpty()) {
            return hold(approved, obligations);
        }
        if (!allows.isEmpty()) {
            return new Decision.Allow(revision, names(), reason(allows, "allows"), obligations);
        }
        return new Decision.Deny(
                revision,
                List.of(DEFAULT),
                "No rule allows this command.",
                RefusalCode.POLICY_DENIED);
    }

    private Decision hold(@Nullable HoldTerms approved, List<Obligation> obligations) {
        var terms = holds.stream().map(Rule::terms).filter(Objects::nonNull).toList();
        var needed = CombinedTerms.of(terms);
        if (approved != null && CombinedTerms.satisfies(approved, needed)) {
            return new Decision.Allow(revision, names(), reason(holds, "holds"), obligations);
        }
        return new Decision.Hold(revision, names(), reason(holds, "holds"), needed);
    }

    private List<String> names() {
        return Stream.of(denies, holds, allows).flatMap(List::stream).map(Rule::id).toList();
    }

    private static String reason(List<Rule> deciding, String does) {
        var given =
                deciding.stream()
                        .map(Rule::reason)
                        .filter(reason -> !reason.isEmpty())
                        .distinct()
                        .collect(Collectors.joining(" "));
        return given.isEmpty()
                ? "Rule %s %s this command.".formatted(deciding.getFirst().id(), does)
                : given;
    }

    private static List<Rule> those(List<Rule> matched, RuleDecision decision) {
        return matched.stream().filter(rule -> rule.decision() == decision).toList();
    }
}

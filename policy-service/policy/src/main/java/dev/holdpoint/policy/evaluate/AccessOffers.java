package dev.holdpoint.policy.evaluate;

import dev.holdpoint.events.AccessEvent.AccessTerms;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.contract.AccessAnswer;
import dev.holdpoint.policy.contract.AccessAnswer.Cause;
import dev.holdpoint.policy.contract.AccessAnswer.NotOffered;
import dev.holdpoint.policy.contract.AccessAnswer.Offered;
import dev.holdpoint.policy.contract.AccessQuery;
import dev.holdpoint.policy.contract.SessionAnswer;
import dev.holdpoint.policy.contract.SessionAnswer.Turned;
import dev.holdpoint.policy.contract.SessionQuery;
import dev.holdpoint.policy.language.clause.Requestable;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says what somebody may ask for, and who decides about it; nothing unless a policy offers it. */
public final class AccessOffers {
    private static final int HOUR = 3_600;
    private static final int MINUTE = 60;

    /** As many people as four eyes are. */
    private static final int TWO = 2;

    private final boolean fourEyes;

    /**
     * @param fourEyes whether nobody gives rights alone
     */
    public AccessOffers(boolean fourEyes) {
        this.fourEyes = fourEyes;
    }

    /**
     * One entry offers all of it; whoever meets the terms of all entries about any of its effects
     * decides, so that asking for more or for longer never leaves anybody out.
     */
    public AccessAnswer of(Rulebook rulebook, AccessQuery query) {
        var revision = rulebook.revision();
        return revision == null
                ? new NotOffered(Cause.POLICY_UNAVAILABLE, "No policy is loaded yet.")
                : of(revision.id(), open(rulebook, query.principal(), query.target()), query);
    }

    private AccessAnswer of(RevisionId revision, List<Requestable> open, AccessQuery query) {
        var scope = query.scope();
        var covering =
                open.stream()
                        .filter(entry -> entry.effects().containsAll(scope.effects()))
                        .toList();
        if (covering.stream().noneMatch(entry -> scope.seconds() <= entry.longestSeconds())) {
            return notOffered(covering, query);
        }
        var deciding = about(scope.effects(), open);
        if (!query.justified() && deciding.stream().anyMatch(Requestable::justified)) {
            return new NotOffered(
                    Cause.JUSTIFICATION_REQUIRED, "Say why: this is not given without a reason.");
        }
        var terms = terms(deciding);
        return isGivenBy(terms)
                ? new Offered(revision, deciding.stream().map(Requestable::id).toList(), terms)
                : new NotOffered(
                        Cause.NOT_REQUESTABLE,
                        "With four eyes nobody gives rights alone, and policy has one person decide"
                                + " about that.");
    }

    private static List<Requestable> about(Collection<Effect> effects, List<Requestable> open) {
        return open.stream()
                .filter(entry -> !Collections.disjoint(entry.effects(), effects))
                .toList();
    }

    private boolean isGivenBy(AccessTerms terms) {
        return !fourEyes || terms.votes() >= TWO;
    }

    private static NotOffered notOffered(List<Requestable> covering, AccessQuery query) {
        var target = query.target().value();
        return covering.stream().mapToLong(Requestable::longestSeconds).max().stream()
                .mapToObj(
                        longest ->
                                new NotOffered(
                                        Cause.TOO_LONG,
                                        "That may be asked for on %s for at most %s."
                                                .formatted(target, duration(longest))))
                .findFirst()
                .orElseGet(
                        () ->
                                new NotOffered(
                                        Cause.NOT_REQUESTABLE,
                                        "No policy lets you ask for %s on %s."
                                                .formatted(
                                                        words(query.scope().effects()), target)));
    }

    /** The same answer; who is turned away for want of a grant is told how to ask, if they may. */
    public SessionAnswer hinting(SessionAnswer answer, Rulebook rulebook, SessionQuery query) {
        return answer instanceof Turned(RefusalCode code, var reason, _)
                        && code == RefusalCode.NO_GRANT
                        && !query.replication()
                ? new Turned(
                        code, reason, hint(rulebook, query.principal(), query.target()).orElse(""))
                : answer;
    }

    private Optional<String> hint(Rulebook rulebook, Principal who, TargetName target) {
        var open = open(rulebook, who, target);
        var given = new HashMap<Set<Effect>, Boolean>();
        return open.stream()
                .filter(
                        entry ->
                                given.computeIfAbsent(
                                        entry.effects(),
                                        effects -> isGivenBy(terms(about(effects, open)))))
                .findFirst()
                .map(
                        entry ->
                                "Ask for access: ./holdpoint access request %s %s --for %s --reason '...'"
                                        .formatted(
                                                target.value(),
                                                options(entry),
                                                duration(entry.longestSeconds())));
    }

    private static String options(Requestable entry) {
        return entry.effects().stream()
                .sorted()
                .map(effect -> "--effect " + word(effect))
                .collect(Collectors.joining(" "));
    }

    /** The entries for that principal on that target, which must be there. */
    private static List<Requestable> open(Rulebook rulebook, Principal who, TargetName name) {
        var revision = rulebook.revision();
        var target = rulebook.targets().get(name);
        return revision == null || target == null
                ? List.of()
                : revision.policies().stream()
                        .filter(policy -> policy.targets().selects(name, target))
                        .flatMap(policy -> policy.requests().stream())
                        .filter(entry -> entry.principal().includes(who))
                        .toList();
    }

    private static AccessTerms terms(List<Requestable> entries) {
        var all = CombinedTerms.of(entries.stream().map(Requestable::terms).toList());
        return new AccessTerms(all.parts(), all.expiresAfterSeconds(), all.justificationRequired());
    }

    private static String words(List<Effect> effects) {
        return effects.stream().map(AccessOffers::word).collect(Collectors.joining(", "));
    }

    private static String word(Effect effect) {
        return effect.name().toLowerCase(Locale.ROOT);
    }

    private static String duration(long seconds) {
        if (seconds % HOUR == 0) {
            return seconds / HOUR + "h";
        }
        return seconds % MINUTE == 0 ? seconds / MINUTE + "m" : seconds + "s";
    }
}

package dev.holdpoint.policy.request;

import dev.holdpoint.events.AccessEvent.AccessApproved;
import dev.holdpoint.events.AccessEvent.AccessScope;
import dev.holdpoint.policy.contract.AccessAnswer.Cause;
import dev.holdpoint.policy.contract.AccessAnswer.NotOffered;
import dev.holdpoint.policy.contract.AccessAnswer.Offered;
import dev.holdpoint.policy.contract.AccessQuery;
import dev.holdpoint.policy.evaluate.AccessOffers;
import dev.holdpoint.policy.evaluate.Rulebook;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why an approval is not to be given. Asks policy what approval-service asked it at the last vote,
 * about what was asked for and about what is given, and wants the same terms of both.
 */
final class Objections {
    private final AccessOffers offers;

    Objections(AccessOffers offers) {
        this.offers = offers;
    }

    /** Nobody can tell at the moment what policy offers. */
    static final class NobodyKnows extends RuntimeException {
        private NobodyKnows(String reason) {
            super(reason, null, false, false);
        }
    }

    /**
     * What speaks against it; empty if nothing does.
     *
     * @throws NobodyKnows if there is no policy to ask
     */
    Optional<String> of(Rulebook rulebook, AccessApproved approved) {
        return Stream.of(
                        inItself(approved),
                        byPolicy(rulebook, approved, approved.asked()),
                        byPolicy(rulebook, approved, approved.scope()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> inItself(AccessApproved approved) {
        var requester = approved.requester();
        var approvers = new HashSet<>(approved.approvers());
        if (Stream.of(requester.id(), requester.onBehalfOf())
                .filter(Objects::nonNull)
                .anyMatch(approvers::contains)) {
            return Optional.of("Somebody approved of their own request.");
        }
        if (!approved.scope().isWithin(approved.asked())) {
            return Optional.of("More was approved of than was asked for.");
        }
        return approvers.size() < approved.terms().votes()
                ? Optional.of("Fewer people approved of it than have to.")
                : Optional.empty();
    }

    private Optional<String> byPolicy(
            Rulebook rulebook, AccessApproved approved, AccessScope scope) {
        var query =
                new AccessQuery(
                        approved.requester(),
                        approved.target(),
                        scope,
                        !approved.reason().isBlank());
        return switch (offers.of(rulebook, query)) {
            case Offered(_, _, var terms) when terms.equals(approved.terms()) -> Optional.empty();
            case Offered _ -> Optional.of("By now policy has others decide about it.");
            case NotOffered(Cause cause, var reason) when cause == Cause.POLICY_UNAVAILABLE ->
                    throw new NobodyKnows(reason);
            case NotOffered(_, var reason) -> Optional.of(reason);
        };
    }
}

package dev.holdpoint.approval.delegation;

import dev.holdpoint.events.DelegationEvent.DelegationGiven;
import dev.holdpoint.events.DelegationId;
import dev.holdpoint.events.PrincipalId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All that one account has ever delegated, the oldest first.
 *
 * @param revoked those that ended before their time
 */
public record Delegations(List<DelegationGiven> given, Set<DelegationId> revoked) {
    public Delegations {
        given = List.copyOf(given);
        revoked = Set.copyOf(revoked);
    }

    Delegations with(DelegationGiven one) {
        return new Delegations(Stream.concat(given.stream(), Stream.of(one)).toList(), revoked);
    }

    Delegations without(DelegationId one) {
        var ended = Stream.concat(revoked.stream(), Stream.of(one));
        return new Delegations(given, Set.copyOf(ended.toList()));
    }

    /** One of them. */
    public Optional<DelegationGiven> find(DelegationId delegation) {
        return given.stream().filter(one -> one.delegation().equals(delegation)).findFirst();
    }

    /** Those by which somebody may vote at {@code now}. */
    public Stream<DelegationGiven> inForce(Instant now) {
        return comingOrInForce(now).filter(one -> !now.isBefore(one.from()));
    }

    /** The one by which {@code delegate} may vote at {@code now}. */
    public Optional<DelegationGiven> inForce(PrincipalId delegate, Instant now) {
        return inForce(now).filter(one -> one.delegate().equals(delegate)).findFirst();
    }

    /** What a request that was sent before, or is sent twice at once, has come to. */
    public Optional<DelegationGiven> same(DelegationGiven asked, Instant now) {
        return comingOrInForce(now).filter(one -> isRepeated(one, asked)).findFirst();
    }

    private static boolean isRepeated(DelegationGiven one, DelegationGiven again) {
        return one.delegate().equals(again.delegate())
                && one.until().equals(again.until())
                && !one.from().isAfter(again.from())
                && Set.copyOf(one.groups()).equals(Set.copyOf(again.groups()));
    }

    Stream<DelegationGiven> comingOrInForce(Instant now) {
        return given.stream()
                .filter(one -> now.isBefore(one.until()) && !revoked.contains(one.delegation()));
    }
}

package dev.holdpoint.approval.inbox;

import dev.holdpoint.approval.delegation.DelegationAction;
import dev.holdpoint.approval.delegation.DelegationAction.Give;
import dev.holdpoint.approval.delegation.DelegationAction.Revoke;
import dev.holdpoint.approval.delegation.DelegationDecider;
import dev.holdpoint.approval.delegation.DelegationSpan;
import dev.holdpoint.approval.delegation.Delegations;
import dev.holdpoint.approval.hold.People;
import dev.holdpoint.eventlog.store.Decided;
import dev.holdpoint.eventlog.store.Deciding;
import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.DelegationEvent;
import dev.holdpoint.events.DelegationEvent.DelegationGiven;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.StreamId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What each account has delegated as the event store knows it: one stream for each. */
public final class DelegationDesk {
    private static final String PREFIX = "delegations:";

    private final EventStore store;
    private final Memberships memberships;
    private final Deciding<Delegations, DelegationAction, DelegationEvent> deciding;

    public DelegationDesk(EventStore store, Memberships memberships, People people) {
        this.store = store;
        this.memberships = memberships;
        this.deciding = new Deciding<>(store, new DelegationDecider(people), DelegationEvent.class);
    }

    /**
     * Hands a vote over; fails with what the decider threw. What is known of the delegator's groups
     * is kept until it is over, whatever becomes of it.
     */
    public Future<Decided<Delegations, DelegationEvent>> give(
            Principal by, DelegationGiven given, @Nullable String traceparent, Instant now) {
        return memberships
                .isPerson(given.delegate())
                .compose(
                        person ->
                                memberships
                                        .known(by)
                                        .map(
                                                known ->
                                                        new Give(
                                                                known,
                                                                given,
                                                                person.orElse(null),
                                                                now)))
                .compose(give -> memberships.keep(by.id(), keptUntil(given, now)).map(give))
                .compose(
                        give ->
                                deciding.run(
                                        stream(by.id()), Actor.of(by.id()), traceparent, give));
    }

    private static Instant keptUntil(DelegationGiven given, Instant now) {
        var last = now.plus(DelegationDecider.LONGEST);
        return given.until().isBefore(last) ? given.until() : last;
    }

    /** Ends a delegation; fails with what the decider threw. */
    public Future<Decided<Delegations, DelegationEvent>> revoke(
            PrincipalId delegator, Revoke revoke, @Nullable String traceparent) {
        return deciding.run(stream(delegator), Actor.of(revoke.by().id()), traceparent, revoke);
    }

    /** All that an account has delegated. */
    public Future<Delegations> look(PrincipalId delegator) {
        return deciding.look(stream(delegator));
    }

    /** The same of each of these accounts. */
    Future<List<Delegations>> look(Set<PrincipalId> delegators) {
        var looked = delegators.stream().map(this::look).toList();
        return Future.all(looked).map(all -> all.<Delegations>list());
    }

    /** Who could vote in the place of any of these accounts at any time since then. */
    Future<Set<PrincipalId>> delegatesSince(
            Instant since, Set<PrincipalId> delegators, Instant now) {
        var histories = delegators.stream().map(one -> store.load(stream(one))).toList();
        return Future.all(histories)
                .map(
                        all ->
                                all.<List<Envelope<?>>>list().stream()
                                        .flatMap(history -> DelegationSpan.of(history).stream())
                                        .filter(span -> span.overlaps(since, now))
                                        .map(span -> span.given().delegate())
                                        .collect(Collectors.toSet()));
    }

    private static StreamId stream(PrincipalId delegator) {
        return new StreamId(PREFIX + delegator);
    }
}

package dev.holdpoint.approval.api;

import dev.holdpoint.approval.hold.HoldState;
import dev.holdpoint.approval.hold.HoldState.Placed;
import dev.holdpoint.approval.hold.Voter;
import dev.holdpoint.approval.hold.Voter.Mandate;
import dev.holdpoint.approval.inbox.DelegationBook;
import dev.holdpoint.approval.inbox.HoldDesk;
import dev.holdpoint.approval.inbox.Memberships;
import dev.holdpoint.approval.inbox.Voters;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Which holds a caller sees, and by which right they vote. */
@Singleton
final class Electors {
    private static final Logger LOG = Logger.getLogger(Electors.class);

    private final HoldDesk desk;
    private final Memberships memberships;
    private final DelegationBook delegations;
    private final Voters voters;
    private final InstantSource clock = InstantSource.system();

    Electors(HoldDesk desk, Memberships memberships, DelegationBook delegations, Voters voters) {
        this.desk = desk;
        this.memberships = memberships;
        this.delegations = delegations;
        this.voters = voters;
    }

    /** Somebody who votes on a hold that they see, and whose token is recent. */
    record Elector(Placed hold, Voter voter) {}

    /**
     * In whose members' place a reader may vote. Whoever calls shows by a token which groups they
     * are in: at claims it counts. Who only reads is answered without either, too: a claim that
     * cannot look them up fails for itself.
     */
    Future<Set<String>> reader(Principal reader, Instant statedAt) {
        return memberships
                .note(reader, statedAt)
                .onFailure(e -> LOG.warnf("groups of a reader not noted: cause=%s", e))
                .otherwiseEmpty()
                .compose(_ -> handedTo(reader));
    }

    private Future<Set<String>> handedTo(Principal reader) {
        return delegations
                .handedTo(reader.id(), clock.instant())
                .onFailure(e -> LOG.warnf("delegations of a reader not read: cause=%s", e))
                .otherwise(Set.of());
    }

    /** A hold that somebody sees who may vote in the place of members of these groups. */
    Future<Placed> visible(HoldId hold, Principal reader, Set<String> handedOver) {
        return desk.look(hold).map(state -> requireVisible(state, reader, handedOver));
    }

    /** Somebody who is about to vote, in another's place if they name one. */
    Future<Elector> elector(
            HoldId hold, Principal voter, Instant statedAt, @Nullable PrincipalId delegator) {
        TokenAge.require(memberships, statedAt);
        return memberships
                .note(voter, statedAt)
                .compose(
                        _ ->
                                delegator == null
                                        ? inPerson(hold, voter)
                                        : inPlace(hold, voter, delegator));
    }

    private Future<Elector> inPerson(HoldId hold, Principal voter) {
        return handedTo(voter)
                .compose(handedOver -> visible(hold, voter, handedOver))
                .compose(placed -> elector(placed, voter, null));
    }

    private Future<Elector> inPlace(HoldId hold, Principal voter, PrincipalId delegator) {
        return voters.mandate(voter.id(), delegator, clock.instant())
                .compose(
                        mandate ->
                                visible(hold, voter, Set.copyOf(mandate.handedOver()))
                                        .compose(placed -> elector(placed, voter, mandate)));
    }

    private Future<Elector> elector(Placed hold, Principal voter, @Nullable Mandate mandate) {
        return voters.voter(hold, voter, mandate, clock.instant())
                .map(known -> new Elector(hold, known));
    }

    private static Placed requireVisible(
            HoldState state, Principal reader, Set<String> handedOver) {
        if (state instanceof Placed placed
                && Audience.includes(placed.ballot(), reader, handedOver)) {
            return placed;
        }
        throw HoldName.unknown();
    }
}

package dev.holdpoint.approval.hold;

import static dev.holdpoint.approval.hold.Holds.AGENT;
import static dev.holdpoint.approval.hold.Holds.BOB;
import static dev.holdpoint.approval.hold.Holds.COMMAND;
import static dev.holdpoint.approval.hold.Holds.DIGEST;
import static dev.holdpoint.approval.hold.Holds.HOLD;
import static dev.holdpoint.approval.hold.Holds.NOON;
import static dev.holdpoint.approval.hold.Holds.OTHER_DIGEST;
import static dev.holdpoint.approval.hold.Holds.SESSION;
import static dev.holdpoint.approval.hold.Holds.approve;
import static dev.holdpoint.approval.hold.Holds.approved;
import static dev.holdpoint.approval.hold.Holds.claim;
import static dev.holdpoint.approval.hold.Holds.dba;
import static dev.holdpoint.approval.hold.Holds.given;
import static dev.holdpoint.approval.hold.Holds.placed;
import static dev.holdpoint.approval.hold.Holds.released;

import dev.holdpoint.approval.contract.TicketQuery;
import dev.holdpoint.approval.hold.ActionRefused.ClaimMismatch;
import dev.holdpoint.approval.hold.ActionRefused.HoldIsOver;
import dev.holdpoint.approval.hold.ActionRefused.NotATicket;
import dev.holdpoint.approval.hold.ActionRefused.NotReleased;
import dev.holdpoint.approval.hold.ActionRefused.UnknownHold;
import dev.holdpoint.approval.hold.HoldAction.ClaimTicket;
import dev.holdpoint.approval.hold.HoldAction.Expire;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.HoldClaimed;
import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldEvent.HoldReleased;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.testkit.GivenEvents;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A hold that its requester runs again instead of waiting. */
class TicketTest {
    private static final SessionId OTHER_SESSION = new SessionId("s-2");
    private static final CommandId OTHER_COMMAND = new CommandId("c-2");
    private static final TargetName PAYMENTS = new TargetName("payments");
    private static final Instant RELEASED_AT = NOON.plusSeconds(60);
    private static final HoldReleased RELEASED =
            new HoldReleased(HOLD, RELEASED_AT.plusSeconds(600));
    private static final HoldClaimed CLAIMED_TICKET =
            new HoldClaimed(HOLD, "edge-2", OTHER_SESSION, OTHER_COMMAND);
    private static final GivenEvents<HoldState, HoldAction, HoldEvent> READY =
            given(ticket(), approved(BOB, "dba"), RELEASED);

    private static HoldPlaced ticket() {
        return placed(Holds.ticket(dba(1)));
    }

    @Test
    void its_release_is_good_for_the_window_of_its_terms() {
        given(ticket()).when(approve(BOB)).then(approved(BOB, "dba"), RELEASED);
    }

    @Test
    void another_session_of_its_requester_takes_it_once() {
        READY.when(claimTicket(RELEASED_AT)).then(CLAIMED_TICKET);
        given(ticket(), approved(BOB, "dba"), RELEASED, CLAIMED_TICKET)
                .when(claimTicket(RELEASED_AT))
                .thenFails(HoldIsOver.class)
                .withMessageContaining("already claimed");
    }

    @Test
    void the_session_that_was_held_may_take_it_while_it_still_waits() {
        READY.when(claim()).then(new HoldClaimed(HOLD, "edge-1", SESSION, COMMAND));
    }

    @Test
    void nobody_takes_it_before_its_release_or_after_its_window() {
        given(ticket()).when(claimTicket(RELEASED_AT)).thenFails(NotReleased.class);
        given().when(claimTicket(RELEASED_AT)).thenFails(UnknownHold.class);
        READY.when(claimTicket(RELEASED_AT.plusSeconds(600).minusNanos(1))).then(CLAIMED_TICKET);
        READY.when(claimTicket(RELEASED_AT.plusSeconds(600)))
                .thenFails(HoldIsOver.class)
                .withMessageContaining("nobody claimed");
        READY.when(new Expire(RELEASED_AT.plusSeconds(600))).then(new HoldExpired(HOLD));
    }

    @Test
    void nobody_else_and_nothing_else_takes_it() {
        var alice = new PrincipalId("http://issuer", "alice");
        mismatch(query(BOB.id(), AGENT.onBehalfOf(), PAYMENTS, DIGEST), "principal");
        mismatch(query(AGENT.id(), BOB.id(), PAYMENTS, DIGEST), "human");
        mismatch(query(AGENT.id(), null, PAYMENTS, DIGEST), "human");
        mismatch(query(AGENT.id(), alice, new TargetName("orders"), DIGEST), "target");
        mismatch(query(AGENT.id(), alice, PAYMENTS, OTHER_DIGEST), "digest");
    }

    @Test
    void a_hold_that_waits_is_no_ticket() {
        given(placed(), approved(BOB, "dba"), released())
                .when(claimTicket(RELEASED_AT))
                .thenFails(NotATicket.class);
    }

    private static void mismatch(TicketQuery query, String difference) {
        READY.when(new ClaimTicket(query, RELEASED_AT, Holds.lookedUp(Map.of())))
                .thenFails(ClaimMismatch.class)
                .withMessageContaining(difference);
    }

    private static ClaimTicket claimTicket(Instant at) {
        return new ClaimTicket(
                query(AGENT.id(), AGENT.onBehalfOf(), PAYMENTS, DIGEST),
                at,
                Holds.lookedUp(Map.of()));
    }

    private static TicketQuery query(
            PrincipalId who, @Nullable PrincipalId human, TargetName target, Digest digest) {
        return new TicketQuery(who, human, target, digest, OTHER_SESSION, OTHER_COMMAND, "edge-2");
    }
}

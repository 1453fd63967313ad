package dev.holdpoint.approval.hold;

import static dev.holdpoint.approval.hold.Holds.BOB;
import static dev.holdpoint.approval.hold.Holds.COMMAND;
import static dev.holdpoint.approval.hold.Holds.DIGEST;
import static dev.holdpoint.approval.hold.Holds.HOLD;
import static dev.holdpoint.approval.hold.Holds.NOON;
import static dev.holdpoint.approval.hold.Holds.OTHER_DIGEST;
import static dev.holdpoint.approval.hold.Holds.SESSION;
import static dev.holdpoint.approval.hold.Holds.approved;
import static dev.holdpoint.approval.hold.Holds.claim;
import static dev.holdpoint.approval.hold.Holds.given;
import static dev.holdpoint.approval.hold.Holds.placed;
import static dev.holdpoint.approval.hold.Holds.released;

import dev.holdpoint.approval.hold.ActionRefused.ClaimMismatch;
import dev.holdpoint.approval.hold.ActionRefused.HoldIsOver;
import dev.holdpoint.approval.hold.ActionRefused.NotReleased;
import dev.holdpoint.approval.hold.ActionRefused.UnknownHold;
import dev.holdpoint.approval.hold.HoldAction.Claim;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.HoldClaimed;
import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.HoldEvent.HoldRefused;
import dev.holdpoint.events.HoldEvent.HoldWithdrawn;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.testkit.GivenEvents;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimTest {
    private static final GivenEvents<HoldState, HoldAction, HoldEvent> RELEASED =
            given(placed(), approved(BOB, "dba"), released());

    @Test
    void a_released_hold_is_claimed_by_the_command_that_waits() {
        RELEASED.when(claim()).then(new HoldClaimed(HOLD, "edge-1", SESSION, COMMAND));
    }

    @Test
    void a_hold_is_claimed_once_also_by_the_same_edge() {
        given(
                        placed(),
                        approved(BOB, "dba"),
                        released(),
                        new HoldClaimed(HOLD, "edge-1", SESSION, COMMAND))
                .when(claim())
                .thenFails(HoldIsOver.class)
                .withMessageContaining("already claimed");
    }

    @Test
    void other_bytes_than_the_approved_ones_cannot_be_claimed() {
        RELEASED.when(
                        new Claim(
                                SESSION,
                                COMMAND,
                                OTHER_DIGEST,
                                "edge-1",
                                NOON,
                                Holds.lookedUp(Map.of())))
                .thenFails(ClaimMismatch.class)
                .withMessageContaining("digest");
    }

    @Test
    void another_session_or_command_cannot_claim() {
        RELEASED.when(
                        new Claim(
                                new SessionId("s-2"),
                                COMMAND,
                                DIGEST,
                                "edge-1",
                                NOON,
                                Holds.lookedUp(Map.of())))
                .thenFails(ClaimMismatch.class)
                .withMessageContaining("session");
        RELEASED.when(
                        new Claim(
                                SESSION,
                                new CommandId("c-2"),
                                DIGEST,
                                "edge-1",
                                NOON,
                                Holds.lookedUp(Map.of())))
                .thenFails(ClaimMismatch.class)
                .withMessageContaining("command");
    }

    @Test
    void a_claim_thirty_seconds_after_the_release_is_too_late() {
        RELEASED.when(claim(NOON.plusSeconds(90).minusNanos(1)))
                .then(new HoldClaimed(HOLD, "edge-1", SESSION, COMMAND));
        RELEASED.when(claim(NOON.plusSeconds(90)))
                .thenFails(HoldIsOver.class)
                .withMessageContaining("nobody claimed");
    }

    @Test
    void a_hold_that_is_not_released_cannot_be_claimed() {
        given(placed()).when(claim()).thenFails(NotReleased.class);
        given().when(claim()).thenFails(UnknownHold.class);
    }

    @Test
    void a_dead_hold_cannot_be_claimed() {
        given(placed(), new HoldExpired(HOLD))
                .when(claim())
                .thenFails(HoldIsOver.class)
                .withMessageContaining("expired");
        given(placed(), new HoldRefused(HOLD, BOB.id(), "no"))
                .when(claim())
                .thenFails(HoldIsOver.class)
                .withMessageContaining("refused");
        given(
                        placed(),
                        approved(BOB, "dba"),
                        released(),
                        new HoldWithdrawn(HOLD, RefusalCode.CLIENT_GONE, ""))
                .when(claim())
                .thenFails(HoldIsOver.class)
                .withMessageContaining("withdrawn");
    }
}

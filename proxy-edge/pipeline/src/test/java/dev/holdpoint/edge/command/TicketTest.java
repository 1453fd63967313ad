package dev.holdpoint.edge.command;

import static dev.holdpoint.edge.command.PipelineLab.HOLD;
import static dev.holdpoint.edge.command.PipelineLab.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.command.Clearance.Cleared;
import dev.holdpoint.edge.decide.DecisionRequest.Approved;
import dev.holdpoint.edge.hold.Ticket;
import dev.holdpoint.edge.hold.TicketClaim;
import dev.holdpoint.edge.relay.Refusal.Then;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.RefusalCode;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Holds that are not waited for, or not for as long as they last. */
class TicketTest {
    private static final InTransaction NEVER = new InTransaction.Deny();

    private final PipelineLab lab = new PipelineLab();

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void a_ticket_is_given_at_once_and_its_hold_stays_open() {
        lab.policy.answers(Samples.ticket(0, NEVER));

        var refusal = refusal(lab.run(Samples.command()));

        assertThat(refusal.code()).isEqualTo(RefusalCode.HELD_AS_TICKET);
        assertThat(refusal.ticket())
                .isEqualTo(
                        new Ticket(HOLD, Instant.EPOCH.plusSeconds(900), 600, "http://holds/id-1"));
        assertThat(lab.recorder.decided()).extracting(CommandDecided::hold).containsExactly(HOLD);
        assertThat(lab.recorder.refusals()).containsExactly(RefusalCode.HELD_AS_TICKET);
        assertThat(lab.told).isEmpty();
        assertThat(lab.room.size()).isZero();
    }

    @Test
    void a_released_ticket_is_decided_again_and_clears_by_its_hold() {
        var hold = new HoldId("earlier");
        lab.policy.answers(Samples.ticket(0, NEVER));
        lab.policy.answersApproved(Samples.ALLOW);
        var approved = new Approved(hold, Samples.terms(false));
        lab.claims.ticket = new TicketClaim.Claimed(hold, approved.terms());

        assertThat(lab.run(Samples.command()).result())
                .isEqualTo(new Cleared(Samples.ALLOW, approved));
        assertThat(lab.claims.asked).containsExactly(Samples.command().digest());
        assertThat(lab.recorder.decided())
                .extracting(CommandDecided::approval)
                .containsExactly(hold);
    }

    @Test
    void a_ticket_does_not_survive_a_policy_that_became_stricter() {
        for (Decision stricter : List.of(Samples.DENY, Samples.ticket(0, NEVER))) {
            lab.policy.answers(Samples.ticket(0, NEVER));
            lab.policy.answersApproved(stricter);
            lab.claims.ticket =
                    new TicketClaim.Claimed(new HoldId("earlier"), Samples.terms(false));

            assertThat(refusal(lab.run(Samples.command())).code())
                    .isEqualTo(RefusalCode.POLICY_DENIED);
        }
    }

    @Test
    void while_people_are_asked_the_same_command_asks_nobody_else() {
        var ticket = new Ticket(new HoldId("open"), Instant.EPOCH, 600, "http://holds/open");
        lab.policy.answers(Samples.ticket(0, NEVER));
        lab.claims.ticket = new TicketClaim.Open(ticket);

        assertThat(refusal(lab.run(Samples.command())).ticket()).isEqualTo(ticket);
        assertThat(lab.recorder.decided())
                .extracting(CommandDecided::hold)
                .containsExactly(ticket.hold());
        assertThat(lab.recorder.refusals()).containsExactly(RefusalCode.HELD_AS_TICKET);
    }

    @Test
    void a_ticket_in_a_transaction_keeps_no_lock_waiting() {
        lab.policy.answers(Samples.ticket(600, NEVER));

        var refusal = refusal(lab.run(Samples.inTransaction()));

        assertThat(refusal.code()).isEqualTo(RefusalCode.HELD_AS_TICKET);
        assertThat(lab.told).isEmpty();
    }

    @Test
    void a_wait_in_a_transaction_ends_with_the_hold_withdrawn_and_all_rolled_back()
            throws Exception {
        lab.policy.answers(Samples.holdInTransaction(1));

        var refusal = refusal(settled(lab.run(Samples.inTransaction())));

        assertThat(refusal.code()).isEqualTo(RefusalCode.HOLD_WITHDRAWN);
        assertThat(refusal.then()).isEqualTo(Then.ROLL_BACK);
        assertThat(lab.told).containsExactly(HOLD);
    }

    @Test
    void what_surrounds_a_command_is_recorded_with_it() {
        lab.policy.answers(Samples.DENY);

        lab.run(Samples.command());

        var decided = lab.recorder.decided().getFirst();
        assertThat(new Circumstances(decided.use(), decided.justification(), decided.tags()))
                .isEqualTo(Samples.CIRCUMSTANCES);
    }

    @Test
    void what_is_not_allowed_at_once_leaves_no_trace_yet() {
        lab.policy.answers(Samples.ALLOW);
        lab.policy.answers(Samples.DENY);
        lab.policy.answers(Samples.ticket(0, NEVER));

        assertThat(lab.runIfAllowed(Samples.command()).result())
                .contains(new Cleared(Samples.ALLOW, null));
        assertThat(lab.runIfAllowed(Samples.command()).result()).isEmpty();
        assertThat(lab.runIfAllowed(Samples.command()).result()).isEmpty();
        assertThat(lab.recorder.decisions()).containsExactly(Samples.ALLOW);
    }

    private static Future<Clearance> settled(Future<Clearance> clearance) throws Exception {
        clearance.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        return clearance;
    }
}

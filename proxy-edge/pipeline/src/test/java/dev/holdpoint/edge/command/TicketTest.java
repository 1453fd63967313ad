package dev.holdpoint.edge.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.command.Clearance.Cleared;
import dev.holdpoint.edge.command.Clearance.Refused;
import dev.holdpoint.edge.hold.HoldRoom;
import dev.holdpoint.edge.hold.HoldSteward;
import dev.holdpoint.edge.hold.Ticket;
import dev.holdpoint.edge.hold.TicketClaim;
import dev.holdpoint.edge.relay.Refusal;
import dev.holdpoint.edge.relay.Refusal.Then;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.RefusalCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Holds that are not waited for, or not for as long as they last. */
class TicketTest {
    private static final HoldId HOLD = new HoldId("id-1");
    private static final InTransaction NEVER = new InTransaction.Deny();

    private final Vertx vertx = Vertx.vertx();
    private final RememberingRecorder recorder = new RememberingRecorder();
    private final ScriptedPolicy policy = new ScriptedPolicy();
    private final HoldRoom room = new HoldRoom();
    private final ScriptedClaims claims = new ScriptedClaims();
    private final List<HoldId> told = new ArrayList<>();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_ticket_is_given_at_once_and_its_hold_stays_open() {
        policy.answers(Samples.ticket(0, NEVER));

        var refusal = refusal(run(Samples.command()).result());

        assertThat(refusal.code()).isEqualTo(RefusalCode.HELD_AS_TICKET);
        assertThat(refusal.ticket())
                .isEqualTo(
                        new Ticket(HOLD, Instant.EPOCH.plusSeconds(900), 600, "http://holds/id-1"));
        assertThat(recorder.decided()).extracting(CommandDecided::hold).containsExactly(HOLD);
        assertThat(recorder.refusals()).containsExactly(RefusalCode.HELD_AS_TICKET);
        assertThat(told).isEmpty();
        assertThat(room.size()).isZero();
    }

    @Test
    void a_released_ticket_is_decided_again_and_clears_by_its_hold() {
        var hold = new HoldId("earlier");
        policy.answers(Samples.ticket(0, NEVER));
        policy.answersApproved(Samples.ALLOW);
        claims.ticket = new TicketClaim.Claimed(hold, Samples.terms(false));

        assertThat(run(Samples.command()).result()).isEqualTo(new Cleared(Samples.ALLOW));
        assertThat(claims.asked).containsExactly(Samples.command().digest());
        assertThat(recorder.decided()).extracting(CommandDecided::approval).containsExactly(hold);
    }

    @Test
    void a_ticket_does_not_survive_a_policy_that_became_stricter() {
        for (Decision stricter : List.of(Samples.DENY, Samples.ticket(0, NEVER))) {
            policy.answers(Samples.ticket(0, NEVER));
            policy.answersApproved(stricter);
            claims.ticket = new TicketClaim.Claimed(new HoldId("earlier"), Samples.terms(false));

            assertThat(refusal(run(Samples.command()).result()).code())
                    .isEqualTo(RefusalCode.POLICY_DENIED);
        }
    }

    @Test
    void while_people_are_asked_the_same_command_asks_nobody_else() {
        var ticket = new Ticket(new HoldId("open"), Instant.EPOCH, 600, "http://holds/open");
        policy.answers(Samples.ticket(0, NEVER));
        claims.ticket = new TicketClaim.Open(ticket);

        assertThat(refusal(run(Samples.command()).result()).ticket()).isEqualTo(ticket);
        assertThat(recorder.decided())
                .extracting(CommandDecided::hold)
                .containsExactly(ticket.hold());
        assertThat(recorder.refusals()).containsExactly(RefusalCode.HELD_AS_TICKET);
    }

    @Test
    void a_ticket_in_a_transaction_keeps_no_lock_waiting() {
        policy.answers(Samples.ticket(600, NEVER));

        var refusal = refusal(run(Samples.inTransaction()).result());

        assertThat(refusal.code()).isEqualTo(RefusalCode.HELD_AS_TICKET);
        assertThat(told).isEmpty();
    }

    @Test
    void a_wait_in_a_transaction_ends_with_the_hold_withdrawn_and_all_rolled_back()
            throws Exception {
        policy.answers(Samples.holdInTransaction(1));

        var refusal = refusal(result(run(Samples.inTransaction())));

        assertThat(refusal.code()).isEqualTo(RefusalCode.HOLD_WITHDRAWN);
        assertThat(refusal.then()).isEqualTo(Then.ROLL_BACK);
        assertThat(told).containsExactly(HOLD);
    }

    @Test
    void what_surrounds_a_command_is_recorded_with_it() {
        policy.answers(Samples.DENY);

        run(Samples.command());

        var decided = recorder.decided().getFirst();
        assertThat(new Circumstances(decided.use(), decided.justification(), decided.tags()))
                .isEqualTo(Samples.CIRCUMSTANCES);
    }

    @Test
    void what_is_not_allowed_at_once_leaves_no_trace_yet() {
        policy.answers(Samples.ALLOW);
        policy.answers(Samples.DENY);
        policy.answers(Samples.ticket(0, NEVER));

        assertThat(runIfAllowed()).contains(new Cleared(Samples.ALLOW));
        assertThat(runIfAllowed()).isEmpty();
        assertThat(runIfAllowed()).isEmpty();
        assertThat(recorder.decisions()).containsExactly(Samples.ALLOW);
    }

    private Optional<Clearance> runIfAllowed() {
        return pipeline().clearIfAllowed(Samples.command(), side()).result();
    }

    private Future<Clearance> run(Command command) {
        return pipeline().clear(command, side());
    }

    private ProtocolSide side() {
        return new ProtocolSide(
                _ -> Optional.empty(),
                (hold, _, _) -> told.add(hold),
                RowEstimate.NONE,
                Standing.CERTAIN);
    }

    private CommandPipeline pipeline() {
        var clock = InstantSource.fixed(Instant.EPOCH);
        var steward = new HoldSteward(vertx, clock, room, hold -> "http://holds/" + hold);
        return new CommandPipeline(policy, recorder, steward, claims, () -> "id-1");
    }

    private static Refusal refusal(Clearance clearance) {
        assertThat(clearance).isInstanceOf(Refused.class);
        return ((Refused) clearance).refusal();
    }

    private static <T> T result(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}

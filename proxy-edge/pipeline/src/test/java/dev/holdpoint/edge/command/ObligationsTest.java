package dev.holdpoint.edge.command;

import static dev.holdpoint.edge.command.PipelineLab.HOLD;
import static dev.holdpoint.edge.command.PipelineLab.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.hold.Settlement;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.Obligation.MaskColumn;
import dev.holdpoint.events.RefusalCode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Masks and the like that a command could not run with. */
class ObligationsTest {
    private final PipelineLab lab = new PipelineLab();

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void an_allow_whose_obligations_cannot_be_kept_is_denied() {
        lab.policy.answers(Samples.ALLOW);

        var clearance = lab.run(Samples.command(), _ -> Optional.of("no origins"));

        assertThat(refusal(clearance).reason()).isEqualTo("no origins");
        assertThat(lab.recorder.decisions().getFirst()).isInstanceOf(Decision.Deny.class);
    }

    @Test
    void an_objection_that_throws_clears_nothing() {
        lab.policy.answers(Samples.ALLOW);

        var clearance =
                lab.run(
                        Samples.command(),
                        _ -> {
                            throw new IllegalStateException("no origins");
                        });

        assertThat(refusal(clearance).sessionLost()).isTrue();
        assertThat(lab.recorder.decisions()).isEmpty();
    }

    @Test
    void obligations_that_cannot_be_kept_at_release_deny() {
        lab.policy.answers(Samples.hold(false));
        lab.policy.answersApproved(Samples.ALLOW);

        var clearance =
                lab.run(
                        Samples.command(),
                        allow ->
                                allow.equals(Samples.ALLOW)
                                        ? Optional.of("no origins")
                                        : Optional.empty());
        lab.room.settle(HOLD, new Settlement.Released());

        assertThat(refusal(clearance).reason()).isEqualTo("no origins");
        assertThat(lab.claims.claimed).containsExactly(HOLD);
        assertThat(lab.recorder.decisions()).last().isInstanceOf(Decision.Deny.class);
    }

    @Test
    void nobody_is_asked_about_a_command_whose_obligations_could_not_be_kept() {
        var masked = List.<Obligation>of(new MaskColumn("a.b.c", new Mask.Redact(), "p/m"));
        lab.policy.onceReleased(masked);
        for (var command : List.of(Samples.command(), Samples.inTransaction())) {
            lab.policy.answers(Samples.hold(true));
            var clearance =
                    lab.run(
                            command,
                            allow ->
                                    allow.obligations().equals(masked)
                                            ? Optional.of("no origins")
                                            : Optional.empty());

            assertThat(refusal(clearance).reason()).isEqualTo("no origins");
            assertThat(refusal(clearance).code()).isEqualTo(RefusalCode.POLICY_DENIED);
        }
        assertThat(lab.told).isEmpty();
        assertThat(lab.recorder.decisions()).hasSize(2).allMatch(Decision.Deny.class::isInstance);
        assertThat(lab.recorder.decided()).extracting(CommandDecided::hold).containsOnlyNulls();
    }
}

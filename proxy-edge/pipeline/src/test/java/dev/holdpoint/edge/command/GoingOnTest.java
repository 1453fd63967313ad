package dev.holdpoint.edge.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.command.Clearance.Cleared;
import dev.holdpoint.edge.command.Continuation.GoesOn;
import dev.holdpoint.edge.command.Continuation.Stopped;
import dev.holdpoint.edge.decide.DecisionRequest.Approved;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.RefusalCode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What policy says of a command that goes on. */
class GoingOnTest {
    private static final List<Obligation> MASKS =
            List.of(new Obligation.MaskColumn("public.customers.ssn", new Mask.Redact(), "p/m"));
    private static final Decision.Hold HOLD = Samples.hold(false);
    private static final Decision.Allow MASKED =
            new Decision.Allow(HOLD.revision(), HOLD.rules(), HOLD.reason(), MASKS);
    private static final Cleared ALLOWED = new Cleared(Samples.ALLOW, null);
    private static final Cleared RELEASED =
            new Cleared(MASKED, new Approved(PipelineLab.HOLD, Samples.terms(false)));

    private final PipelineLab lab = new PipelineLab();

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void what_an_allow_asks_for_now_counts_and_nothing_is_on_record() {
        lab.policy.answers(MASKED);

        assertThat(lab.goesOn(ALLOWED)).isEqualTo(new GoesOn(MASKS));
        assertThat(lab.recorder.decided()).isEmpty();
    }

    @Test
    void what_was_released_goes_on_as_long_as_its_approval_satisfies_what_holds_it() {
        lab.policy.answersApproved(MASKED);
        lab.policy.answersApproved(HOLD);

        assertThat(lab.goesOn(RELEASED).asked()).contains(MASKS);
        assertStopped(lab.goesOn(RELEASED), RefusalCode.POLICY_DENIED, HOLD.reason());
    }

    @Test
    void what_was_allowed_goes_on_no_more_once_it_would_be_held() {
        lab.policy.answers(HOLD);

        assertStopped(lab.goesOn(ALLOWED), RefusalCode.POLICY_DENIED, HOLD.reason());
    }

    @Test
    void nothing_goes_on_that_is_denied_or_that_policy_says_nothing_of() {
        lab.policy.answers(Samples.DENY);

        assertStopped(lab.goesOn(ALLOWED), RefusalCode.POLICY_DENIED, Samples.DENY.reason());
        assertStopped(lab.goesOn(ALLOWED), RefusalCode.POLICY_UNAVAILABLE, "could not be asked");
        assertThat(lab.goesOn(ALLOWED).asked()).isEmpty();
    }

    @Test
    void what_must_stay_as_it_was_goes_on_with_the_same_obligations_only() {
        lab.policy.answers(MASKED);
        var masked = lab.goesOn(ALLOWED);

        assertThat(masked.keepingTo(MASKS)).isEqualTo(masked);
        assertStopped(masked.keepingTo(List.of()), RefusalCode.POLICY_DENIED, "in another way");
    }

    private static void assertStopped(Continuation said, RefusalCode code, String reason) {
        assertThat(said)
                .isInstanceOfSatisfying(
                        Stopped.class,
                        stopped -> {
                            assertThat(stopped.code()).isEqualTo(code);
                            assertThat(stopped.reason()).contains(reason);
                        });
    }
}

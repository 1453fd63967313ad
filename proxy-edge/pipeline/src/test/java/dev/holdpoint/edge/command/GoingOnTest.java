package dev.holdpoint.edge.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.command.Clearance.Cleared;
import dev.holdpoint.edge.decide.DecisionRequest.Approved;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import java.util.List;
import java.util.Optional;
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

        assertThat(lab.obligations(ALLOWED)).contains(MASKS);
        assertThat(lab.recorder.decided()).isEmpty();
    }

    @Test
    void what_was_released_goes_on_as_long_as_its_approval_satisfies_what_holds_it() {
        lab.policy.answersApproved(MASKED);
        lab.policy.answersApproved(HOLD);

        assertThat(lab.obligations(RELEASED)).contains(MASKS);
        assertThat(lab.obligations(RELEASED)).isEmpty();
    }

    @Test
    void what_was_allowed_goes_on_no_more_once_it_would_be_held() {
        lab.policy.answers(HOLD);

        assertThat(lab.obligations(ALLOWED)).isEmpty();
    }

    @Test
    void nothing_goes_on_that_is_denied_or_that_policy_says_nothing_of() {
        lab.policy.answers(Samples.DENY);

        assertThat(lab.obligations(ALLOWED)).isEmpty();
        assertThat(lab.obligations(ALLOWED)).isEqualTo(Optional.empty());
    }
}

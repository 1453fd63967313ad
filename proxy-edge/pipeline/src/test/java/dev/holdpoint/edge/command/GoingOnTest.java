package dev.holdpoint.edge.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.RevisionId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What policy says of a command that goes on. */
class GoingOnTest {
    private static final List<Obligation> MASKS =
            List.of(new Obligation.MaskColumn("public.customers.ssn", new Mask.Redact(), "p/m"));
    private static final Decision.Hold HOLD = Samples.hold(false);
    private static final Decision.Allow RELEASED =
            new Decision.Allow(HOLD.revision(), HOLD.rules(), HOLD.reason(), MASKS);

    private final PipelineLab lab = new PipelineLab();

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void what_an_allow_asks_for_now_counts_and_nothing_is_on_record() {
        lab.policy.answers(RELEASED);

        assertThat(lab.obligations(Samples.ALLOW)).contains(MASKS);
        assertThat(lab.recorder.decided()).isEmpty();
    }

    @Test
    void what_was_released_goes_on_while_the_same_rules_of_the_same_revision_hold_it() {
        lab.policy.onceReleased(MASKS);
        lab.policy.answers(HOLD);
        lab.policy.answers(HOLD);
        lab.policy.answers(HOLD);

        assertThat(lab.obligations(RELEASED)).contains(MASKS);
        assertThat(lab.obligations(Samples.ALLOW)).isEmpty();
        var other = new RevisionId("sha256:" + "2".repeat(64));
        assertThat(lab.obligations(new Decision.Allow(other, HOLD.rules(), HOLD.reason(), MASKS)))
                .isEmpty();
    }

    @Test
    void what_was_released_is_masked_as_policy_says_now() {
        var more =
                List.<Obligation>of(
                        MASKS.getFirst(),
                        new Obligation.MaskColumn(
                                "public.customers.name", new Mask.Redact(), "p/m"));
        lab.policy.answers(HOLD);
        lab.policy.onceReleased(more);

        assertThat(lab.obligations(RELEASED)).contains(more);
    }

    @Test
    void nothing_goes_on_that_is_denied_or_that_policy_says_nothing_of() {
        lab.policy.answers(Samples.DENY);

        assertThat(lab.obligations(Samples.ALLOW)).isEmpty();
        assertThat(lab.obligations(Samples.ALLOW)).isEqualTo(Optional.empty());
    }
}

package dev.holdpoint.edge.postgres.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Digest;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.events.VouchedFunction;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VouchingTest {
    private static final TargetName PAYMENTS = new TargetName("payments");
    private static final TargetName OTHER = new TargetName("other");
    private static final List<VouchedFunction> SAID =
            List.of(
                    new VouchedFunction(
                            "public.f()",
                            List.of(),
                            List.of(),
                            List.of(),
                            new Digest("sha256:" + "0".repeat(64))));

    private final Vouching vouching = new Vouching();

    @Test
    void what_was_said_counts_for_its_target_until_something_else_is_said() {
        vouching.told(PAYMENTS, 1, SAID);
        assertThat(vouching.of(PAYMENTS)).isEqualTo(SAID);
        assertThat(vouching.of(OTHER)).isEmpty();
        vouching.told(PAYMENTS, 2, List.of());
        assertThat(vouching.of(PAYMENTS)).isEmpty();
    }

    @Test
    void an_answer_older_than_the_last_change_of_policy_is_not_believed() {
        vouching.changed(5, Set.of());
        vouching.told(PAYMENTS, 4, SAID);
        assertThat(vouching.of(PAYMENTS)).isEmpty();
        vouching.told(PAYMENTS, 5, SAID);
        assertThat(vouching.of(PAYMENTS)).isEqualTo(SAID);
    }

    @Test
    void a_change_leaves_only_targets_that_are_asked_about() {
        vouching.told(PAYMENTS, 1, SAID);
        vouching.told(OTHER, 1, SAID);
        vouching.changed(2, Set.of(PAYMENTS));
        assertThat(vouching.of(PAYMENTS)).isEqualTo(SAID);
        assertThat(vouching.of(OTHER)).isEmpty();
    }

    @Test
    void without_an_answer_nothing_is_vouched_for() {
        vouching.told(PAYMENTS, 1, SAID);
        vouching.forget(PAYMENTS);
        assertThat(vouching.of(PAYMENTS)).isEmpty();
    }
}

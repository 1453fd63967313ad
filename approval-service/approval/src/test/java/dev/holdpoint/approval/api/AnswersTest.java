package dev.holdpoint.approval.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.approval.hold.ActionRefused.TooFast;
import dev.holdpoint.service.Problem;
import org.junit.jupiter.api.Test;

class AnswersTest {
    @Test
    void whoever_approves_too_fast_is_told_to_wait() {
        assertThat(Answers.problem(new TooFast(30)))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> {
                            assertThat(problem.status()).isEqualTo(429);
                            assertThat(problem.code()).isEqualTo("too-fast");
                            assertThat(problem).hasMessageContaining("30 holds a minute");
                        });
    }
}

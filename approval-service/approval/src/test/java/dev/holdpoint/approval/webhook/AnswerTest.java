package dev.holdpoint.approval.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.approval.webhook.Outcome.Failed;
import dev.holdpoint.approval.webhook.Outcome.Gone;
import dev.holdpoint.approval.webhook.Outcome.Taken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204, 299})
    void any_2xx_takes_a_notice(int status) {
        assertThat(Answer.of(status, null)).isEqualTo(new Taken());
    }

    @Test
    void gone_is_the_end() {
        assertThat(Answer.of(410, null)).isEqualTo(new Gone());
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 300, 302, 308, 400, 404, 409, 500, 501})
    void everything_else_failed(int status) {
        assertThat(Answer.of(status, "7"))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> {
                            assertThat(failed.status()).isEqualTo(status);
                            assertThat(failed.rest()).isNull();
                        });
    }

    @Test
    void a_redirection_says_what_to_do() {
        assertThat(Answer.of(307, null).toString()).contains("configure the new url");
    }

    @ParameterizedTest
    @CsvSource({
        "429, 7, 7",
        "503, 0, 0",
        "502, , 30",
        "504, soon, 30",
        "503, -1, 30",
        "429, 'Wed, 21 Oct 2026 07:28:00 GMT', 30",
        "429, 999999999, 3600",
        "429, 99999999999999999999, 30",
    })
    void an_endpoint_under_load_is_left_alone_as_long_as_it_asks_but_an_hour_at_most(
            int status, @Nullable String retryAfter, long seconds) {
        assertThat(Answer.of(status, retryAfter))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.rest()).isEqualTo(Duration.ofSeconds(seconds)));
    }
}

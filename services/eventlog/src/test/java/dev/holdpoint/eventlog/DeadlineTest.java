package dev.holdpoint.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 30})
    void all_an_append_may_wait_for_leaves_time_to_answer(int seconds) {
        var settings = LogFixture.settings("127.0.0.1:1", Duration.ofSeconds(seconds));
        var config = Clients.producerConfig(settings);

        assertThat(config).containsEntry("max.block.ms", "0");
        assertThat(millis(config.get("request.timeout.ms")))
                .isLessThanOrEqualTo(millis(config.get("delivery.timeout.ms")));
        assertThat(
                        KafkaEventAppender.patience(settings.deliveryDeadline())
                                .plus(millis(config.get("delivery.timeout.ms"))))
                .isLessThan(settings.deliveryDeadline().multipliedBy(9).dividedBy(10));
    }

    private static Duration millis(@Nullable Object value) {
        return Duration.ofMillis(Long.parseLong(String.valueOf(value)));
    }
}

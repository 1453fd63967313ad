package dev.holdpoint.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.CancelKeys.Key;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancelKeysTest {
    private static final String ADDRESS = "192.0.2.1";

    private final AtomicInteger cancelled = new AtomicInteger();
    private Instant now = Instant.EPOCH;
    private final CancelKeys keys = new CancelKeys(() -> now);
    private final Key key = keys.issue(32, cancelled::incrementAndGet);

    @Test
    void a_key_cancels_its_own_session_until_it_is_forgotten() {
        keys.cancel(key, ADDRESS);
        assertThat(cancelled).hasValue(1);
        keys.forget(key);
        keys.cancel(key, ADDRESS);
        assertThat(cancelled).hasValue(1);
        assertThat(key.secret().length()).isEqualTo(32);
    }

    @Test
    void who_guesses_more_than_ten_times_a_second_is_not_heard_for_the_rest_of_it() {
        for (int i = 0; i < 1_000_000; i++) {
            keys.cancel(new Key(i, Buffer.buffer(4)), ADDRESS);
        }
        keys.cancel(key, ADDRESS);
        assertThat(cancelled).hasValue(0);
        keys.cancel(key, "192.0.2.2");
        assertThat(cancelled).hasValue(1);
        now = now.plusSeconds(1);
        keys.cancel(key, ADDRESS);
        assertThat(cancelled).hasValue(2);
    }
}

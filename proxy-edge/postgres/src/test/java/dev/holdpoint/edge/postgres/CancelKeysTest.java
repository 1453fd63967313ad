package dev.holdpoint.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.CancelKeys.Key;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancelKeysTest {
    private final AtomicInteger cancelled = new AtomicInteger();
    private Instant now = Instant.EPOCH;
    private final CancelKeys keys = new CancelKeys(() -> now);
    private final Key key = keys.issue(32, cancelled::incrementAndGet);

    @Test
    void a_key_cancels_its_own_session_until_it_is_forgotten() {
        keys.cancel(key);
        assertThat(cancelled).hasValue(1);
        keys.forget(key);
        keys.cancel(key);
        assertThat(cancelled).hasValue(1);
        assertThat(key.secret().length()).isEqualTo(32);
    }

    @Test
    void a_session_guessed_at_more_than_ten_times_is_not_cancelled_for_the_rest_of_the_second() {
        for (int i = 0; i < 1_000_000; i++) {
            keys.cancel(new Key(key.process(), Buffer.buffer(32).appendInt(i)));
        }
        keys.cancel(key);
        assertThat(cancelled).hasValue(0);
        keys.cancel(keys.issue(4, cancelled::incrementAndGet));
        assertThat(cancelled).hasValue(1);
        now = now.plusSeconds(1);
        keys.cancel(key);
        assertThat(cancelled).hasValue(2);
    }

    @Test
    void nine_wrong_guesses_do_not_bar_the_right_one() {
        for (int i = 0; i < 9; i++) {
            keys.cancel(new Key(key.process(), Buffer.buffer(32)));
        }
        keys.cancel(key);
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void guesses_at_nobodys_keys_bar_nobody() {
        for (int i = 0; i < 1_000_000; i++) {
            keys.cancel(new Key(~key.process(), Buffer.buffer(4)));
        }
        keys.cancel(key);
        assertThat(cancelled).hasValue(1);
    }
}

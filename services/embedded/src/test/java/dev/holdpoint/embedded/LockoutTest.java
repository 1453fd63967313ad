package dev.holdpoint.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LockoutTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final Lockout lockout = new Lockout(now::get);

    @Test
    void the_tenth_failure_closes_a_name_for_the_rest_of_the_minute() {
        for (int i = 0; i < 9; i++) {
            lockout.failed("alice");
        }
        assertThat(lockout.closed("alice")).isFalse();
        lockout.failed("alice");
        assertThat(lockout.closed("alice")).isTrue();
        assertThat(lockout.closed("bob")).isFalse();
        now.set(Instant.EPOCH.plus(Lockout.WINDOW).plus(Duration.ofMillis(1)));
        assertThat(lockout.closed("alice")).isFalse();
    }
}

package dev.holdpoint.policy.revision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.Rulebook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RulebooksTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Asking.NOON);
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
    private final Rulebooks rulebooks = new Rulebooks(now::get, nanos::get, Duration.ofMinutes(15));
    private final Rulebook rulebook =
            Asking.rules("{ name: a, decide: allow, match: { effects: [ read ] } }");

    @Test
    void nothing_decides_before_a_rulebook_was_published() {
        assertThat(rulebooks.current().revision()).isNull();
    }

    @Test
    void a_rulebook_that_was_not_confirmed_for_a_quarter_of_an_hour_decides_nothing() {
        rulebooks.replace(rulebook, rulebooks.moment());
        now.set(Asking.NOON.plus(Duration.ofMinutes(15)));
        assertThat(rulebooks.current()).isEqualTo(rulebook);

        now.set(Asking.NOON.plus(Duration.ofMinutes(16)));
        assertThat(rulebooks.current().revision()).isNull();

        rulebooks.replace(rulebook, rulebooks.moment());
        assertThat(rulebooks.current()).isEqualTo(rulebook);
    }

    @Test
    void a_clock_that_is_set_back_does_not_keep_a_rulebook_that_is_not_confirmed() {
        rulebooks.replace(rulebook, rulebooks.moment());
        now.set(Asking.NOON.minus(Duration.ofHours(1)));
        nanos.addAndGet(Duration.ofMinutes(15).toNanos());
        assertThat(rulebooks.current()).isEqualTo(rulebook);

        nanos.incrementAndGet();
        assertThat(rulebooks.current().revision()).isNull();
    }

    @Test
    void a_rulebook_is_as_old_as_the_question_that_confirmed_it() {
        var asked = rulebooks.moment();
        now.set(Asking.NOON.plus(Duration.ofMinutes(16)));

        rulebooks.replace(rulebook, asked);

        assertThat(rulebooks.current().revision()).isNull();
    }

    @Test
    void listeners_hear_changes_only_and_until_they_stop() {
        var heard = new ArrayList<Rulebook>();
        var stop = rulebooks.onChange(heard::add);

        rulebooks.replace(rulebook, rulebooks.moment());
        rulebooks.replace(rulebook, rulebooks.moment());
        stop.run();
        rulebooks.replace(Rulebook.EMPTY, rulebooks.moment());

        assertThat(heard).containsExactly(rulebook);
    }
}

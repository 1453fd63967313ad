package dev.holdpoint.policy.revision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.Rulebook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RulebooksTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Asking.NOON);
    private final Rulebooks rulebooks = new Rulebooks(now::get, Duration.ofMinutes(15));
    private final Rulebook rulebook =
            Asking.rules("{ name: a, decide: allow, match: { effects: [ read ] } }");

    @Test
    void nothing_decides_before_a_rulebook_was_published() {
        assertThat(rulebooks.current().revision()).isNull();
    }

    @Test
    void a_rulebook_that_was_not_confirmed_for_a_quarter_of_an_hour_decides_nothing() {
        rulebooks.replace(rulebook);
        now.set(Asking.NOON.plus(Duration.ofMinutes(15)));
        assertThat(rulebooks.current()).isEqualTo(rulebook);

        now.set(Asking.NOON.plus(Duration.ofMinutes(16)));
        assertThat(rulebooks.current().revision()).isNull();

        rulebooks.replace(rulebook);
        assertThat(rulebooks.current()).isEqualTo(rulebook);
    }

    @Test
    void listeners_hear_changes_only_and_until_they_stop() {
        var heard = new ArrayList<Rulebook>();
        var stop = rulebooks.onChange(heard::add);

        rulebooks.replace(rulebook);
        rulebooks.replace(rulebook);
        stop.run();
        rulebooks.replace(Rulebook.EMPTY);

        assertThat(heard).containsExactly(rulebook);
    }
}

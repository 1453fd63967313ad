package dev.holdpoint.edge.postgres.catalogue;

import static dev.holdpoint.edge.postgres.catalogue.ScriptedCatalogs.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.sql.catalogue.SqlCatalog;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long a snapshot serves, by what the target says of it. */
class KeptCatalogTest {
    private final ScriptedCatalogs target = new ScriptedCatalogs();

    @Test
    void while_it_is_used_a_question_every_two_seconds_asks_whether_it_still_holds() {
        var kept = target.loaded();
        for (int asked = 1; asked <= 10; asked++) {
            assertThat(target.get().result()).isSameAs(kept);
            assertThat(target.get().result()).isSameAs(kept);
            target.twoSecondsLater();
            assertThat(target.questions).hasSize(asked);
            target.questions.getLast().complete("as it was");
        }
        assertThat(target.waits).hasSize(11);
        assertThat(target.loads).hasSize(1);
    }

    @Test
    void nobody_is_served_what_is_known_to_hold_no_more() {
        target.loaded();
        target.twoSecondsLater();
        target.questions.getFirst().complete("changed");

        assertThat(target.loads).hasSize(2);
        var waiting = target.get();
        assertThat(waiting.isComplete()).isFalse();
        var fresh = target.finish(1);
        assertThat(waiting.result()).isEqualTo(fresh);
        assertThat(target.loads).hasSize(2);
    }

    @Test
    void when_nobody_can_say_that_it_holds_it_serves_for_five_seconds_at_most() {
        var kept = target.loaded();
        target.twoSecondsLater();
        target.questions.getFirst().fail("lost");
        target.pass(Duration.ofMillis(2_999));
        assertThat(target.get().result()).isSameAs(kept);
        target.pass(Duration.ofMillis(1));

        var waiting = target.get();
        assertThat(waiting.isComplete()).isFalse();
        assertThat(target.questions).hasSize(2);
        target.questions.getLast().fail("lost");
        assertThat(target.loads).hasSize(2);
        target.loads.getLast().fail("target gone");
        assertThat(waiting.failed()).isTrue();
        assertThat(target.get().isComplete()).isFalse();
    }

    @Test
    void after_a_silence_it_serves_again_once_the_target_says_that_it_holds() {
        var kept = target.loaded();
        target.pass(Duration.ofSeconds(20));

        var first = target.get();
        var second = target.get();
        assertThat(first.isComplete()).isFalse();
        assertThat(target.questions).hasSize(1);
        target.questions.getFirst().complete("as it was");
        assertThat(first.result()).isSameAs(kept);
        assertThat(second.result()).isSameAs(kept);
        assertThat(target.loads).hasSize(1);
    }

    @Test
    void an_answer_about_a_snapshot_that_was_replaced_says_nothing_of_the_new_one() {
        target.loaded();
        target.twoSecondsLater();
        target.catalogs.invalidate(PAYMENTS);
        assertThat(target.get().isComplete()).isFalse();
        target.finish(1);
        target.questions.getFirst().complete("changed");

        assertThat(target.get().isComplete()).isTrue();
        assertThat(target.loads).hasSize(2);
    }

    @Test
    void while_a_change_may_be_committed_everybody_waits_for_what_the_target_says_from_then_on() {
        var kept = target.loaded();
        target.pass(Duration.ofMillis(1));
        var change = target.catalogs.changing(PAYMENTS);
        var first = target.get();
        assertThat(first.isComplete()).isFalse();
        target.pass(Duration.ofMillis(1));
        var second = target.get();
        target.questions.getFirst().complete("as it was");
        assertThat(first.result()).isSameAs(kept);
        assertThat(second.isComplete()).isFalse();
        target.questions.getLast().complete("changed");
        assertThat(second.isComplete()).isFalse();
        var renewed = target.finish(1);
        assertThat(second.result()).isEqualTo(renewed);

        change.over(false);
        assertThat(target.get().result()).isEqualTo(renewed);
        assertThat(target.questions).hasSize(2);
    }

    @Test
    void what_was_asked_for_before_a_change_could_be_committed_is_not_waited_for() {
        assertThat(target.get().isComplete()).isFalse();
        target.pass(Duration.ofMillis(1));
        var change = target.catalogs.changing(PAYMENTS);
        var waiting = target.get();
        target.finish(0);
        assertThat(waiting.isComplete()).isFalse();
        target.paused.complete();
        var renewed = target.finish(1);
        assertThat(waiting.result()).isEqualTo(renewed);

        target.pass(Duration.ofMillis(1));
        change.over(true);
        assertThat(target.get().isComplete()).isFalse();
        assertThat(target.loads).hasSize(3);
    }

    @Test
    void half_a_minute_after_the_last_command_nobody_asks_any_more() {
        target.loaded();
        for (int asked = 1; asked < 15; asked++) {
            target.twoSecondsLater();
            target.questions.getLast().complete("as it was");
        }
        target.twoSecondsLater();

        assertThat(target.questions).hasSize(14);
        assertThat(target.waits).hasSize(15);
    }

    @Test
    void an_old_one_that_nobody_confirms_or_replaces_serves_nobody() {
        target.loaded();
        target.pass(Duration.ofSeconds(61));

        var waiting = target.get();
        assertThat(waiting.isComplete()).isFalse();
        target.loads.get(1).fail("target gone");
        assertThat(waiting.isComplete()).isFalse();
        target.questions.getLast().fail("target gone");
        target.loads.get(2).fail("target gone");
        assertThat(waiting.failed()).isTrue();
        assertThat(target.get().isComplete()).isFalse();
    }

    @Test
    void where_none_holds_one_that_is_not_whole_serves_until_the_next_question() {
        assertThat(target.get().isComplete()).isFalse();
        var partial = target.finish(0, SqlCatalog.EMPTY, false);
        assertThat(target.get().result()).isEqualTo(partial);
        target.twoSecondsLater();
        target.questions.getLast().complete("as it was");

        assertThat(target.get().isComplete()).isFalse();
        var whole = target.finish(1);
        assertThat(target.get().result()).isEqualTo(whole);
    }

    @Test
    void an_old_one_that_holds_serves_while_the_target_cannot_tell_everything() {
        var kept = target.loaded();
        target.pass(Duration.ofSeconds(31));
        assertThat(target.stillAsItWas()).isSameAs(kept);
        target.finish(1, SqlCatalog.EMPTY, false);

        assertThat(target.get().result()).isSameAs(kept);
        assertThat(target.loads).hasSize(2);
    }
}

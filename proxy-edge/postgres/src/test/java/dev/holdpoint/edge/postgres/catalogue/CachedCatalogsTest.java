package dev.holdpoint.edge.postgres.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.session.Admission.Admitted;
import dev.holdpoint.edge.session.Credential;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.events.VouchedFunction;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CachedCatalogsTest {
    private static final TargetName PAYMENTS = new TargetName("payments");
    private static final Admitted ADMITTED =
            new Admitted(
                    new TargetSpec(
                            "postgres", "h", 1, "d", "u", "env:X", "disable", Map.of(), List.of()),
                    new Credential("u", "p"),
                    List.of());

    private final List<Promise<Taken>> loads = new ArrayList<>();
    private final List<Promise<String>> questions = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final Promise<Void> paused = Promise.promise();
    private final List<Promise<Void>> waits = new ArrayList<>();
    private final List<List<VouchedFunction>> lists = new ArrayList<>();
    private final Vouching vouching = new Vouching();
    private Instant now = Instant.EPOCH;
    private final CachedCatalogs catalogs =
            new CachedCatalogs(
                    (_, vouched) -> {
                        lists.add(vouched);
                        Promise<Taken> load = Promise.promise();
                        loads.add(load);
                        return load.future();
                    },
                    _ -> {
                        Promise<String> question = Promise.promise();
                        questions.add(question);
                        return question.future();
                    },
                    () -> now,
                    this::pause,
                    vouching);

    @Test
    void commands_at_once_share_one_load() {
        var first = get();
        var second = get();
        var catalog = finish(0);

        assertThat(loads).hasSize(1);
        assertThat(first.result()).isSameAs(catalog);
        assertThat(second.result()).isSameAs(catalog);
        assertThat(get().result()).isSameAs(catalog);
    }

    @Test
    void after_half_a_minute_it_is_renewed_while_the_old_one_serves() {
        assertThat(get().isComplete()).isFalse();
        var old = finish(0);
        now = now.plusSeconds(31);

        assertThat(stillAsItWas()).isSameAs(old);
        assertThat(loads).hasSize(2);
        var renewed = finish(1);
        assertThat(get().result()).isEqualTo(renewed);
    }

    @Test
    void what_was_taken_with_another_word_on_the_targets_code_counts_no_more() {
        assertThat(get().isComplete()).isFalse();
        finish(0);
        var digest = new Digest("sha256:" + "0".repeat(64));
        var vouched = new VouchedFunction("public.f()", List.of(), List.of(), List.of(), digest);
        vouching.told(PAYMENTS, 1, List.of(vouched));

        assertThat(get().isComplete()).isFalse();
        finish(1);
        assertThat(get().isComplete()).isTrue();
        vouching.told(PAYMENTS, 2, List.of(vouched));
        assertThat(get().isComplete()).isTrue();
        vouching.forget(PAYMENTS);
        assertThat(get().isComplete()).isFalse();

        assertThat(lists).containsExactly(List.of(), List.of(vouched), List.of());
    }

    @Test
    void what_is_known_of_texts_outlives_a_renewal_that_found_nothing_new() {
        assertThat(get().isComplete()).isFalse();
        var names = new SqlCatalog(Set.of("f"), Set.of(), Set.of(), Set.of());
        finish(0, names);
        now = now.plusSeconds(31);
        assertThat(stillAsItWas().names()).isSameAs(names);
        finish(1, new SqlCatalog(Set.of("f"), Set.of(), Set.of(), Set.of()));

        assertThat(get().result().takenAt()).isEqualTo(now);
        assertThat(get().result().names()).isSameAs(names);

        now = now.plusSeconds(31);
        assertThat(stillAsItWas().names()).isSameAs(names);
        finish(2, SqlCatalog.EMPTY);
        assertThat(get().result().names()).isSameAs(SqlCatalog.EMPTY);
    }

    @Test
    void an_old_one_that_nobody_confirms_or_replaces_serves_nobody() {
        assertThat(get().isComplete()).isFalse();
        finish(0);
        now = now.plusSeconds(61);

        var waiting = get();
        assertThat(waiting.isComplete()).isFalse();
        loads.get(1).fail("target gone");
        assertThat(waiting.isComplete()).isFalse();
        questions.getLast().fail("target gone");
        loads.get(2).fail("target gone");
        assertThat(waiting.failed()).isTrue();
        assertThat(get().isComplete()).isFalse();
    }

    @Test
    void an_old_one_that_holds_serves_while_the_target_cannot_tell_everything() {
        assertThat(get().isComplete()).isFalse();
        var kept = finish(0);
        now = now.plusSeconds(31);
        assertThat(stillAsItWas()).isSameAs(kept);
        finish(1, SqlCatalog.EMPTY, false);

        assertThat(get().result()).isSameAs(kept);
        assertThat(loads).hasSize(2);
    }

    @Test
    void where_none_holds_one_that_is_not_whole_serves_until_the_next_question() {
        assertThat(get().isComplete()).isFalse();
        var partial = finish(0, SqlCatalog.EMPTY, false);
        assertThat(get().result()).isEqualTo(partial);
        twoSecondsLater();
        questions.getLast().complete("as it was");

        assertThat(get().isComplete()).isFalse();
        var whole = finish(1);
        assertThat(get().result()).isEqualTo(whole);
    }

    @Test
    void what_was_being_loaded_when_objects_changed_is_not_kept() {
        var early = get();
        catalogs.invalidate(PAYMENTS);
        var late = get();
        finish(0);

        assertThat(early.isComplete()).isTrue();
        assertThat(late.isComplete()).isFalse();
        var fresh = finish(1);
        assertThat(get().result()).isSameAs(fresh);
    }

    @Test
    void a_snapshot_for_a_missing_name_is_never_older_than_the_question() {
        assertThat(get().isComplete()).isFalse();
        var early = renewed();
        finish(0);
        now = now.plusMillis(250);
        assertThat(early.isComplete()).isFalse();
        paused.complete();
        assertThat(loads).hasSize(2);
        var later = renewed();
        var fresh = finish(1);

        assertThat(early.result()).isEqualTo(fresh);
        assertThat(later.isComplete()).isFalse();
        assertThat(loads).hasSize(3);
        assertThat(later.isComplete()).isFalse();
        var fresher = finish(2);
        assertThat(later.result()).isEqualTo(fresher);
    }

    @Test
    void questions_for_missing_names_share_loads_that_begin_apart() {
        assertThat(get().isComplete()).isFalse();
        finish(0);
        now = now.plusMillis(100);
        var first = renewed();
        var second = renewed();

        assertThat(loads).hasSize(1);
        assertThat(pauses).containsExactly(Duration.ofMillis(150));
        paused.complete();
        assertThat(loads).hasSize(2);
        var fresh = finish(1);
        assertThat(first.result()).isEqualTo(fresh);
        assertThat(second.result()).isEqualTo(fresh);
    }

    @Test
    void without_a_new_snapshot_there_is_no_answer_to_a_missing_name() {
        assertThat(get().isComplete()).isFalse();
        finish(0);
        now = now.plusSeconds(1);
        var question = renewed();
        loads.get(1).fail("target gone");

        assertThat(question.failed()).isTrue();
        assertThat(renewed().isComplete()).isFalse();
    }

    private TargetCatalog stillAsItWas() {
        var waiting = get();
        assertThat(waiting.isComplete()).isFalse();
        questions.getLast().complete("as it was");
        return waiting.result();
    }

    private Future<TargetCatalog> renewed() {
        return catalogs.renewed(PAYMENTS, ADMITTED);
    }

    private Future<TargetCatalog> get() {
        return catalogs.get(PAYMENTS, ADMITTED);
    }

    private TargetCatalog finish(int load) {
        return finish(load, SqlCatalog.EMPTY);
    }

    private TargetCatalog finish(int load, SqlCatalog names) {
        return finish(load, names, true);
    }

    private TargetCatalog finish(int load, SqlCatalog names, boolean whole) {
        var catalog = new TargetCatalog(now, Map.of(), Map.of(), names);
        loads.get(load).complete(new Taken(catalog, "as it was", whole, List.of()));
        return catalog;
    }

    private Future<Void> pause(Duration time) {
        if (!time.equals(Duration.ofSeconds(2))) {
            pauses.add(time);
            return paused.future();
        }
        Promise<Void> wait = Promise.promise();
        waits.add(wait);
        return wait.future();
    }

    private void twoSecondsLater() {
        now = now.plusSeconds(2);
        waits.getLast().complete();
    }

    @Test
    void while_it_is_used_a_question_every_two_seconds_asks_whether_it_still_holds() {
        assertThat(get().isComplete()).isFalse();
        var kept = finish(0);
        for (int asked = 1; asked <= 10; asked++) {
            assertThat(get().result()).isSameAs(kept);
            assertThat(get().result()).isSameAs(kept);
            twoSecondsLater();
            assertThat(questions).hasSize(asked);
            questions.getLast().complete("as it was");
        }
        assertThat(waits).hasSize(11);
        assertThat(loads).hasSize(1);
    }

    @Test
    void nobody_is_served_what_is_known_to_hold_no_more() {
        assertThat(get().isComplete()).isFalse();
        finish(0);
        twoSecondsLater();
        questions.getFirst().complete("changed");

        assertThat(loads).hasSize(2);
        var waiting = get();
        assertThat(waiting.isComplete()).isFalse();
        var fresh = finish(1);
        assertThat(waiting.result()).isEqualTo(fresh);
        assertThat(loads).hasSize(2);
    }

    @Test
    void when_nobody_can_say_that_it_holds_it_serves_for_five_seconds_at_most() {
        assertThat(get().isComplete()).isFalse();
        var kept = finish(0);
        twoSecondsLater();
        questions.getFirst().fail("lost");
        now = now.plusMillis(2_999);
        assertThat(get().result()).isSameAs(kept);
        now = now.plusMillis(1);

        var waiting = get();
        assertThat(waiting.isComplete()).isFalse();
        assertThat(questions).hasSize(2);
        questions.getLast().fail("lost");
        assertThat(loads).hasSize(2);
        loads.getLast().fail("target gone");
        assertThat(waiting.failed()).isTrue();
        assertThat(get().isComplete()).isFalse();
    }

    @Test
    void after_a_silence_it_serves_again_once_the_target_says_that_it_holds() {
        assertThat(get().isComplete()).isFalse();
        var kept = finish(0);
        now = now.plusSeconds(20);

        var first = get();
        var second = get();
        assertThat(first.isComplete()).isFalse();
        assertThat(questions).hasSize(1);
        questions.getFirst().complete("as it was");
        assertThat(first.result()).isSameAs(kept);
        assertThat(second.result()).isSameAs(kept);
        assertThat(loads).hasSize(1);
    }

    @Test
    void an_answer_about_a_snapshot_that_was_replaced_says_nothing_of_the_new_one() {
        assertThat(get().isComplete()).isFalse();
        finish(0);
        twoSecondsLater();
        catalogs.invalidate(PAYMENTS);
        assertThat(get().isComplete()).isFalse();
        finish(1);
        questions.getFirst().complete("changed");

        assertThat(get().isComplete()).isTrue();
        assertThat(loads).hasSize(2);
    }

    @Test
    void half_a_minute_after_the_last_command_nobody_asks_any_more() {
        assertThat(get().isComplete()).isFalse();
        finish(0);
        for (int asked = 1; asked < 15; asked++) {
            twoSecondsLater();
            questions.getLast().complete("as it was");
        }
        twoSecondsLater();

        assertThat(questions).hasSize(14);
        assertThat(waits).hasSize(15);
    }

    @Test
    void accounts_have_a_snapshot_each() {
        assertThat(get().isComplete()).isFalse();
        var admitted =
                new Admitted(ADMITTED.target(), new Credential("somebody-else", "p"), List.of());
        assertThat(catalogs.get(PAYMENTS, admitted).isComplete()).isFalse();

        assertThat(loads).hasSize(2);
    }
}

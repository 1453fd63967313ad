package dev.holdpoint.edge.postgres.catalogue;

import static dev.holdpoint.edge.postgres.catalogue.ScriptedCatalogs.ADMITTED;
import static dev.holdpoint.edge.postgres.catalogue.ScriptedCatalogs.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.session.Admission.Admitted;
import dev.holdpoint.edge.session.Credential;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.VouchedFunction;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which snapshot answers whom, and when one is loaded. */
class CachedCatalogsTest {
    private final ScriptedCatalogs target = new ScriptedCatalogs();

    @Test
    void commands_at_once_share_one_load() {
        var first = target.get();
        var second = target.get();
        var catalog = target.finish(0);

        assertThat(target.loads).hasSize(1);
        assertThat(first.result()).isSameAs(catalog);
        assertThat(second.result()).isSameAs(catalog);
        assertThat(target.get().result()).isSameAs(catalog);
    }

    @Test
    void after_half_a_minute_it_is_renewed_while_the_old_one_serves() {
        var old = target.loaded();
        target.pass(Duration.ofSeconds(31));

        assertThat(target.stillAsItWas()).isSameAs(old);
        assertThat(target.loads).hasSize(2);
        var renewed = target.finish(1);
        assertThat(target.get().result()).isEqualTo(renewed);
    }

    @Test
    void what_was_taken_with_another_word_on_the_targets_code_counts_no_more() {
        target.loaded();
        var digest = new Digest("sha256:" + "0".repeat(64));
        var vouched = new VouchedFunction("public.f()", List.of(), List.of(), List.of(), digest);
        target.vouching.told(PAYMENTS, 1, List.of(vouched));

        assertThat(target.get().isComplete()).isFalse();
        target.finish(1);
        assertThat(target.get().isComplete()).isTrue();
        target.vouching.told(PAYMENTS, 2, List.of(vouched));
        assertThat(target.get().isComplete()).isTrue();
        target.vouching.forget(PAYMENTS);
        assertThat(target.get().isComplete()).isFalse();

        assertThat(target.lists).containsExactly(List.of(), List.of(vouched), List.of());
    }

    @Test
    void what_is_known_of_texts_outlives_a_renewal_that_found_nothing_new() {
        assertThat(target.get().isComplete()).isFalse();
        var names = new SqlCatalog(Set.of("f"), Set.of(), Set.of(), Set.of());
        target.finish(0, names);
        target.pass(Duration.ofSeconds(31));
        assertThat(target.stillAsItWas().names()).isSameAs(names);
        target.finish(1, new SqlCatalog(Set.of("f"), Set.of(), Set.of(), Set.of()));

        assertThat(target.get().result().takenAt()).isEqualTo(target.now());
        assertThat(target.get().result().names()).isSameAs(names);

        target.pass(Duration.ofSeconds(31));
        assertThat(target.stillAsItWas().names()).isSameAs(names);
        target.finish(2, SqlCatalog.EMPTY);
        assertThat(target.get().result().names()).isSameAs(SqlCatalog.EMPTY);
    }

    @Test
    void what_was_being_loaded_when_objects_changed_is_not_kept() {
        var early = target.get();
        target.catalogs.invalidate(PAYMENTS);
        var late = target.get();
        target.finish(0);

        assertThat(early.isComplete()).isTrue();
        assertThat(late.isComplete()).isFalse();
        var fresh = target.finish(1);
        assertThat(target.get().result()).isSameAs(fresh);
    }

    @Test
    void a_snapshot_for_a_missing_name_is_never_older_than_the_question() {
        assertThat(target.get().isComplete()).isFalse();
        var early = target.renewed();
        target.finish(0);
        target.pass(Duration.ofMillis(250));
        assertThat(early.isComplete()).isFalse();
        target.paused.complete();
        assertThat(target.loads).hasSize(2);
        var later = target.renewed();
        var fresh = target.finish(1);

        assertThat(early.result()).isEqualTo(fresh);
        assertThat(later.isComplete()).isFalse();
        assertThat(target.loads).hasSize(3);
        assertThat(later.isComplete()).isFalse();
        var fresher = target.finish(2);
        assertThat(later.result()).isEqualTo(fresher);
    }

    @Test
    void questions_for_missing_names_share_loads_that_begin_apart() {
        target.loaded();
        target.pass(Duration.ofMillis(100));
        var first = target.renewed();
        var second = target.renewed();

        assertThat(target.loads).hasSize(1);
        assertThat(target.pauses).containsExactly(Duration.ofMillis(150));
        target.paused.complete();
        assertThat(target.loads).hasSize(2);
        var fresh = target.finish(1);
        assertThat(first.result()).isEqualTo(fresh);
        assertThat(second.result()).isEqualTo(fresh);
    }

    @Test
    void without_a_new_snapshot_there_is_no_answer_to_a_missing_name() {
        target.loaded();
        target.pass(Duration.ofSeconds(1));
        var question = target.renewed();
        target.loads.get(1).fail("target gone");

        assertThat(question.failed()).isTrue();
        assertThat(target.renewed().isComplete()).isFalse();
    }

    @Test
    void accounts_have_a_snapshot_each() {
        assertThat(target.get().isComplete()).isFalse();
        var admitted =
                new Admitted(ADMITTED.target(), new Credential("somebody-else", "p"), List.of());
        assertThat(target.catalogs.get(PAYMENTS, admitted).isComplete()).isFalse();

        assertThat(target.loads).hasSize(2);
    }

    @Test
    void a_pause_that_cannot_be_had_bars_nobody_from_a_new_snapshot() {
        target.loaded();
        var waiting = target.renewed();
        assertThat(target.loads).hasSize(1);

        target.paused.fail("no timer");
        target.finish(1);
        assertThat(waiting.succeeded()).isTrue();
        target.pass(Duration.ofSeconds(1));
        assertThat(target.renewed().isComplete()).isFalse();
        assertThat(target.loads).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 999_999, 1_000_001})
    void a_pause_may_be_shorter_than_a_millisecond(long nanos) {
        var vertx = Vertx.vertx();
        try {
            var paused = CachedCatalogs.Pause.on(vertx).of(Duration.ofNanos(nanos));
            assertThat(paused.toCompletionStage()).succeedsWithin(Duration.ofSeconds(10));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}

package dev.holdpoint.edge.postgres.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.session.Admission.Admitted;
import dev.holdpoint.edge.session.Credential;
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

/** Snapshots of a target that answers what it is asked, and when, as a test says. */
final class ScriptedCatalogs {
    static final TargetName PAYMENTS = new TargetName("payments");
    static final Admitted ADMITTED =
            new Admitted(
                    new TargetSpec(
                            "postgres", "h", 1, "d", "u", "env:X", "disable", Map.of(), List.of()),
                    new Credential("u", "p"),
                    List.of());

    final List<Promise<CatalogSnapshot>> loads = new ArrayList<>();
    final List<Promise<String>> questions = new ArrayList<>();
    final List<Duration> pauses = new ArrayList<>();
    final Promise<Void> paused = Promise.promise();
    final List<Promise<Void>> waits = new ArrayList<>();
    final List<List<VouchedFunction>> lists = new ArrayList<>();
    final Vouching vouching = new Vouching();
    private Instant now = Instant.EPOCH;
    final CachedCatalogs catalogs =
            new CachedCatalogs(
                    (_, vouched) -> {
                        lists.add(vouched);
                        Promise<CatalogSnapshot> load = Promise.promise();
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

    private Future<Void> pause(Duration time) {
        if (!time.equals(Duration.ofSeconds(2))) {
            pauses.add(time);
            return paused.future();
        }
        Promise<Void> wait = Promise.promise();
        waits.add(wait);
        return wait.future();
    }

    Instant now() {
        return now;
    }

    /** Time passes, and nobody who waits for it notices. */
    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Time passes until the target is asked again. */
    void twoSecondsLater() {
        pass(Duration.ofSeconds(2));
        waits.getLast().complete();
    }

    Future<TargetCatalog> get() {
        return catalogs.get(PAYMENTS, ADMITTED);
    }

    Future<TargetCatalog> renewed() {
        return catalogs.renewed(PAYMENTS, ADMITTED);
    }

    /** The first snapshot, which somebody waited for. */
    TargetCatalog loaded() {
        assertThat(get().isComplete()).isFalse();
        return finish(0);
    }

    /** What is served after the target said that nothing changed. */
    TargetCatalog stillAsItWas() {
        var waiting = get();
        assertThat(waiting.isComplete()).isFalse();
        questions.getLast().complete("as it was");
        return waiting.result();
    }

    TargetCatalog finish(int load) {
        return finish(load, SqlCatalog.EMPTY);
    }

    TargetCatalog finish(int load, SqlCatalog names) {
        return finish(load, names, true);
    }

    TargetCatalog finish(int load, SqlCatalog names, boolean whole) {
        var catalog = new TargetCatalog(now, Map.of(), Map.of(), names);
        loads.get(load).complete(new CatalogSnapshot(catalog, "as it was", whole, List.of()));
        return catalog;
    }
}

package dev.holdpoint.edge.postgres.catalogue;

import dev.holdpoint.edge.session.Admission.Admitted;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.events.VouchedFunction;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one snapshot per target. Half a minute old it is renewed while commands still use it; a
 * minute old, or invalidated, they wait for the new one. One load per target at a time; those asked
 * for because a name is missing begin a quarter of a second apart, and who asks waits.
 */
public final class CachedCatalogs implements Catalogs {
    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final Duration APART = Duration.ofMillis(250);
    private static final Duration USABLE = Duration.ofSeconds(60);

    private final CatalogSource source;
    private final InstantSource clock;
    private final Pause pause;
    private final Vouching vouching;
    private final Map<TargetName, Kept> targets = new ConcurrentHashMap<>();

    /** Lets time go by. */
    @FunctionalInterface
    public interface Pause {
        /** Completes after that long. */
        Future<Void> of(Duration time);
    }

    /**
     * @param vouching a snapshot counts only while it says what it was taken with
     */
    public CachedCatalogs(
            CatalogSource source, InstantSource clock, Pause pause, Vouching vouching) {
        this.source = source;
        this.clock = clock;
        this.pause = pause;
        this.vouching = vouching;
    }

    @Override
    public Future<TargetCatalog> get(TargetName target, Admitted admitted) {
        return kept(target).get(admitted);
    }

    @Override
    public Future<TargetCatalog> renewed(TargetName target, Admitted admitted) {
        return kept(target).renewed(admitted);
    }

    @Override
    public void invalidate(TargetName target) {
        kept(target).invalidate();
    }

    private Kept kept(TargetName target) {
        return targets.computeIfAbsent(target, Kept::new);
    }

    private final class Kept {
        private final TargetName target;
        private List<VouchedFunction> vouched;
        private @Nullable TargetCatalog snapshot;
        private @Nullable TargetCatalog last;
        private @Nullable Future<TargetCatalog> loading;
        private @Nullable Future<TargetCatalog> next;
        private Instant begun = Instant.MIN;

        Kept(TargetName target) {
            this.target = target;
            this.vouched = vouching.of(target);
        }

        synchronized Future<TargetCatalog> get(Admitted admitted) {
            vouched();
            var usable = youngerThan(USABLE);
            if (usable.isEmpty()) {
                return load(admitted);
            }
            if (youngerThan(FRESH).isEmpty()) {
                load(admitted).onFailure(_ -> {});
            }
            return Future.succeededFuture(usable.get());
        }

        /** Everybody who asks before it begins shares the next load. */
        synchronized Future<TargetCatalog> renewed(Admitted admitted) {
            var waiting = next;
            if (waiting != null) {
                return waiting;
            }
            Promise<TargetCatalog> promise = Promise.promise();
            next = promise.future();
            underWay().compose(_ -> untilApart()).compose(_ -> begin(admitted)).onComplete(promise);
            return promise.future();
        }

        private Future<Void> underWay() {
            var load = loading;
            return load == null ? Future.succeededFuture() : load.<Void>mapEmpty().otherwiseEmpty();
        }

        private synchronized Future<Void> untilApart() {
            var now = clock.instant();
            return begun.isAfter(now.minus(APART))
                    ? pause.of(Duration.between(now.minus(APART), begun))
                    : Future.succeededFuture();
        }

        private synchronized Future<TargetCatalog> begin(Admitted admitted) {
            next = null;
            vouched();
            loading = null;
            return load(admitted);
        }

        private void vouched() {
            var now = vouching.of(target);
            if (!now.equals(vouched)) {
                vouched = now;
                invalidate();
            }
        }

        /** Also forgets a load under way: it may have looked too early. */
        synchronized void invalidate() {
            snapshot = null;
            loading = null;
        }

        private Optional<TargetCatalog> youngerThan(Duration age) {
            return Optional.ofNullable(snapshot)
                    .filter(kept -> kept.takenAt().plus(age).isAfter(clock.instant()));
        }

        private Future<TargetCatalog> load(Admitted admitted) {
            var underWay = loading;
            if (underWay != null) {
                return underWay;
            }
            begun = clock.instant();
            var load = source.load(admitted, vouched).map(catalog -> catalog.like(last));
            loading = load;
            load.onComplete(_ -> loaded(load));
            return load;
        }

        private synchronized void loaded(Future<TargetCatalog> load) {
            if (load.equals(loading)) {
                loading = null;
                if (load.succeeded()) {
                    snapshot = load.result();
                    last = snapshot;
                }
            }
        }
    }
}

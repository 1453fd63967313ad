package dev.holdpoint.edge.postgres.mask;

import dev.holdpoint.edge.session.Admission.Admitted;
import dev.holdpoint.events.TargetName;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one snapshot per target. Half a minute old it is renewed while commands still use it; a
 * minute old, or invalidated, they wait for the new one. One load per target at a time.
 */
public final class CachedCatalogs implements Catalogs {
    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final Duration NEW = Duration.ofSeconds(1);
    private static final Duration USABLE = Duration.ofSeconds(60);

    private final CatalogSource source;
    private final InstantSource clock;
    private final Map<TargetName, Kept> targets = new ConcurrentHashMap<>();

    public CachedCatalogs(CatalogSource source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    @Override
    public Future<TargetCatalog> get(TargetName target, Admitted admitted) {
        return targets.computeIfAbsent(target, _ -> new Kept()).get(admitted);
    }

    @Override
    public Future<TargetCatalog> renewed(TargetName target, Admitted admitted) {
        return targets.computeIfAbsent(target, _ -> new Kept()).renewed(admitted);
    }

    @Override
    public void invalidate(TargetName target) {
        targets.computeIfAbsent(target, _ -> new Kept()).invalidate();
    }

    private final class Kept {
        private @Nullable TargetCatalog snapshot;
        private @Nullable TargetCatalog last;
        private @Nullable Future<TargetCatalog> loading;

        synchronized Future<TargetCatalog> get(Admitted admitted) {
            var usable = youngerThan(USABLE);
            if (usable.isEmpty()) {
                return load(admitted);
            }
            if (youngerThan(FRESH).isEmpty()) {
                load(admitted).onFailure(_ -> {});
            }
            return Future.succeededFuture(usable.get());
        }

        synchronized Future<TargetCatalog> renewed(Admitted admitted) {
            return youngerThan(NEW).map(Future::succeededFuture).orElseGet(() -> load(admitted));
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
            var load = source.load(admitted).map(catalog -> catalog.like(last));
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

package dev.holdpoint.edge.postgres.catalogue;

import dev.holdpoint.edge.session.Admission.Admitted;
import dev.holdpoint.events.TargetName;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Keeps one snapshot for each target and account, for all sessions together. */
public final class CachedCatalogs implements Catalogs {
    private final Parts parts;
    private final Map<Key, KeptCatalog> kept = new ConcurrentHashMap<>();
    private final Map<TargetName, Integer> changing = new ConcurrentHashMap<>();

    /** A target ends what runs for a client that is gone within a second. */
    private static final Duration LAST_MOMENT = Duration.ofSeconds(5);

    /** Lets time go by. */
    @FunctionalInterface
    public interface Pause {
        /** Completes after that long. */
        Future<Void> of(Duration time);

        /** Pauses by Vert.x's timers, which know whole milliseconds above 0: rounded up. */
        static Pause on(Vertx vertx) {
            return time -> vertx.timer(time.toMillis() + 1, TimeUnit.MILLISECONDS).<Void>mapEmpty();
        }
    }

    /** What keeping a snapshot takes. */
    record Parts(
            CatalogSource source,
            Fingerprints fingerprints,
            InstantSource clock,
            Pause pause,
            Vouching vouching) {}

    private record Key(TargetName target, Place place) {}

    /**
     * @param vouching a snapshot counts only while it says what it was taken with
     */
    public CachedCatalogs(
            CatalogSource source,
            Fingerprints fingerprints,
            InstantSource clock,
            Pause pause,
            Vouching vouching) {
        this.parts = new Parts(source, fingerprints, clock, pause, vouching);
    }

    @Override
    public Future<TargetCatalog> get(TargetName target, Admitted admitted) {
        return kept(target, admitted).get(admitted);
    }

    @Override
    public Future<TargetCatalog> renewed(TargetName target, Admitted admitted) {
        return kept(target, admitted).renewed(admitted);
    }

    @Override
    public boolean serves(TargetName target, Admitted admitted, TargetCatalog snapshot) {
        return kept(target, admitted).serves(snapshot);
    }

    @Override
    public void invalidate(TargetName target) {
        kept.forEach(
                (key, catalog) -> {
                    if (key.target().equals(target)) {
                        catalog.invalidate();
                    }
                });
    }

    private KeptCatalog kept(TargetName target, Admitted admitted) {
        return kept.computeIfAbsent(
                new Key(target, Place.of(admitted)),
                _ -> new KeptCatalog(target, parts, () -> changing.containsKey(target)));
    }

    @Override
    public Change changing(TargetName target) {
        changing.merge(target, 1, Integer::sum);
        return new Change() {
            @Override
            public void over(boolean seen) {
                if (seen) {
                    invalidate(target);
                }
                changing.computeIfPresent(target, (_, count) -> count == 1 ? null : count - 1);
            }

            @Override
            public void lost() {
                invalidate(target);
                parts.pause().of(LAST_MOMENT).onComplete(_ -> over(true));
            }
        };
    }
}

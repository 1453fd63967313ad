package dev.holdpoint.edge.postgres.catalogue;

import dev.holdpoint.edge.postgres.catalogue.CachedCatalogs.Parts;
import dev.holdpoint.edge.session.Admission.Admitted;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.events.VouchedFunction;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot of one target and account. Half a minute old it is renewed while commands still use
 * it; invalidated, or known to hold no more, they wait for the new one. While commands come the
 * target is asked every two seconds whether it still holds; when it has not said so for five, they
 * wait for its answer or, without one, for a new snapshot. One load at a time; those asked for
 * because a name is missing begin a quarter of a second apart, and who asks waits. While a session
 * may commit a change at any moment, who asks waits for what the target says from then on. One that
 * could not be whole replaces none that still holds.
 */
final class KeptCatalog {
    private static final System.Logger LOG = System.getLogger(KeptCatalog.class.getName());
    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final Duration APART = Duration.ofMillis(250);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration CONFIRMED = Duration.ofSeconds(5);
    private static final Duration IN_USE = Duration.ofSeconds(30);

    private final TargetName target;
    private final Parts parts;
    private final BooleanSupplier changing;
    private List<VouchedFunction> vouched;
    private @Nullable CatalogSnapshot snapshot;
    private @Nullable CatalogSnapshot last;
    private Instant confirmed = Instant.MIN;
    private @Nullable Future<TargetCatalog> loading;
    private @Nullable Future<TargetCatalog> next;
    private @Nullable Future<Void> checking;
    private Instant begun = Instant.MIN;
    private Instant used = Instant.MIN;
    private boolean watching;
    private @Nullable Admitted lastAdmitted;

    /** Answers to an earlier edition of the snapshot count for nothing. */
    private long edition;

    /**
     * @param changing whether a session may commit a change of the target's objects any moment
     */
    KeptCatalog(TargetName target, Parts parts, BooleanSupplier changing) {
        this.target = target;
        this.parts = parts;
        this.changing = changing;
        this.vouched = parts.vouching().of(target);
    }

    synchronized Future<TargetCatalog> get(Admitted admitted) {
        used = parts.clock().instant();
        lastAdmitted = admitted;
        watch();
        return changing.getAsBoolean() ? since(used, admitted) : serve(admitted, used);
    }

    synchronized boolean serves(TargetCatalog catalog) {
        var kept = snapshot;
        return kept != null
                && kept.catalog().takenAt().equals(catalog.takenAt())
                && !changing.getAsBoolean();
    }

    /** Only what the target said, or was asked for, since then. */
    private synchronized Future<TargetCatalog> since(Instant arrival, Admitted admitted) {
        vouched();
        var kept = snapshot;
        var load = loading;
        if (kept == null) {
            return load != null && !begun.isBefore(arrival) ? load : renewed(admitted);
        }
        return confirmed.isBefore(arrival)
                ? check(kept, admitted)
                        .transform(
                                checked ->
                                        checked.succeeded()
                                                ? since(arrival, admitted)
                                                : renewed(admitted))
                : Future.succeededFuture(kept.catalog());
    }

    private Future<TargetCatalog> serve(Admitted admitted, Instant now) {
        vouched();
        var kept = snapshot;
        if (kept == null) {
            return load(admitted);
        }
        if (past(kept.catalog().takenAt(), FRESH, now) && past(begun, CONFIRMED, now)) {
            load(admitted).onFailure(_ -> {});
        }
        return past(confirmed, CONFIRMED, now)
                ? check(kept, admitted).transform(checked -> again(checked, admitted))
                : Future.succeededFuture(kept.catalog());
    }

    private synchronized Future<TargetCatalog> again(AsyncResult<Void> checked, Admitted admitted) {
        return checked.succeeded() ? serve(admitted, parts.clock().instant()) : load(admitted);
    }

    private static boolean past(Instant since, Duration age, Instant now) {
        return !since.plus(age).isAfter(now);
    }

    /** Everybody who asks before it begins shares the next load. */
    synchronized Future<TargetCatalog> renewed(Admitted admitted) {
        var waiting = next;
        if (waiting != null) {
            return waiting;
        }
        Promise<TargetCatalog> promise = Promise.promise();
        next = promise.future();
        underWay()
                .compose(_ -> untilApart())
                .otherwiseEmpty()
                .compose(_ -> begin(admitted))
                .onComplete(promise);
        return promise.future();
    }

    private Future<Void> underWay() {
        var load = loading;
        return load == null ? Future.succeededFuture() : load.<Void>mapEmpty().otherwiseEmpty();
    }

    private synchronized Future<Void> untilApart() {
        var now = parts.clock().instant();
        return begun.isAfter(now.minus(APART))
                ? parts.pause().of(Duration.between(now.minus(APART), begun))
                : Future.succeededFuture();
    }

    private synchronized Future<TargetCatalog> begin(Admitted admitted) {
        next = null;
        vouched();
        loading = null;
        return load(admitted);
    }

    private void vouched() {
        var now = parts.vouching().of(target);
        if (!now.equals(vouched)) {
            vouched = now;
            invalidate();
        }
    }

    /** Also forgets a load under way: it may have looked too early. */
    synchronized void invalidate() {
        edition++;
        snapshot = null;
        loading = null;
    }

    private Future<TargetCatalog> load(Admitted admitted) {
        var underWay = loading;
        if (underWay != null) {
            return underWay;
        }
        begun = parts.clock().instant();
        var taken = parts.source().load(admitted, vouched).map(one -> one.like(last));
        var load = taken.map(CatalogSnapshot::catalog);
        loading = load;
        taken.onComplete(_ -> loaded(load, taken));
        return load;
    }

    private synchronized void loaded(Future<TargetCatalog> load, Future<CatalogSnapshot> taken) {
        if (load.equals(loading)) {
            loading = null;
            if (taken.succeeded() && (snapshot == null || taken.result().whole())) {
                keep(taken.result());
            }
        }
    }

    private void keep(CatalogSnapshot taken) {
        edition++;
        snapshot = taken;
        last = taken;
        confirmed = taken.catalog().takenAt();
        for (var function : taken.strangers()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "vouched for, but not what was read: target={0} function={1}",
                    target,
                    function);
        }
    }

    /** Asks on while commands come. */
    private void watch() {
        if (!watching) {
            watching = true;
            parts.pause().of(EVERY).onSuccess(_ -> tick());
        }
    }

    private synchronized void tick() {
        if (past(used, IN_USE, parts.clock().instant())) {
            watching = false;
            return;
        }
        var kept = snapshot;
        var checked =
                kept == null || lastAdmitted == null
                        ? Future.<Void>succeededFuture()
                        : check(kept, lastAdmitted);
        checked.onComplete(_ -> parts.pause().of(EVERY).onSuccess(_ -> tick()));
    }

    /** One question at a time; an answer counts for when it was asked. */
    private Future<Void> check(CatalogSnapshot kept, Admitted admitted) {
        var underWay = checking;
        if (underWay != null) {
            return underWay;
        }
        Promise<Void> done = Promise.promise();
        checking = done.future();
        var asked = parts.clock().instant();
        long of = edition;
        Future.succeededFuture()
                .compose(_ -> parts.fingerprints().now(admitted))
                .onComplete(_ -> answered())
                .<Void>map(
                        now -> {
                            told(kept.holds(now), of, asked, admitted);
                            return null;
                        })
                .onComplete(done);
        return done.future();
    }

    private synchronized void answered() {
        checking = null;
    }

    private synchronized void told(boolean holds, long of, Instant asked, Admitted admitted) {
        if (of != edition) {
            return;
        }
        if (holds) {
            confirmed = asked;
        } else {
            invalidate();
            load(admitted).onFailure(_ -> {});
        }
    }
}

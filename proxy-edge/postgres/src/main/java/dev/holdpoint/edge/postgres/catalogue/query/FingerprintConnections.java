package dev.holdpoint.edge.postgres.catalogue.query;

import dev.holdpoint.edge.postgres.catalogue.Fingerprints;
import dev.holdpoint.edge.postgres.catalogue.Place;
import dev.holdpoint.edge.postgres.login.RowQuery;
import dev.holdpoint.edge.postgres.login.TargetConnection;
import dev.holdpoint.edge.postgres.login.TargetLogin;
import dev.holdpoint.edge.session.Admission.Admitted;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for fingerprints over one connection to each target and account, kept while somebody asks.
 * Any thread may ask; everything else happens on one context.
 */
public final class FingerprintConnections implements Fingerprints {
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Map<String, String> STARTUP =
            Map.of("application_name", "holdpoint-catalogue-watch", "client_encoding", "UTF8");

    /** Names mean what they should, and nothing goes on that nobody waits for any more. */
    private static final String SETTINGS =
            "SET search_path = ''; SET jit = off; SET statement_timeout = "
                    + DEADLINE.toMillis()
                    + "; SET default_transaction_read_only = on";

    private final Vertx vertx;
    private final TargetLogin login;
    private final Context context;
    private final Map<Place, KeptConnection> connections = new HashMap<>();

    /**
     * @param login opens a connection when somebody asks
     */
    public FingerprintConnections(Vertx vertx, TargetLogin login) {
        this.vertx = vertx;
        this.login = login;
        this.context = vertx.getOrCreateContext();
    }

    @Override
    public Future<String> now(Admitted admitted) {
        Promise<String> answer = Promise.promise();
        context.runOnContext(
                _ ->
                        connections
                                .computeIfAbsent(Place.of(admitted), KeptConnection::new)
                                .ask(admitted)
                                .onComplete(answer));
        return answer.future();
    }

    /** The connection to one place; questions take turns. */
    private final class KeptConnection {
        private final Place place;
        private Future<?> last = Future.succeededFuture();
        private @Nullable TargetConnection connection;
        private long idle = -1;

        KeptConnection(Place place) {
            this.place = place;
        }

        Future<String> ask(Admitted admitted) {
            var turn = last.transform(_ -> inTime(admitted));
            last = turn;
            return turn;
        }

        private Future<String> inTime(Admitted admitted) {
            vertx.cancelTimer(idle);
            Promise<String> answer = Promise.promise();
            long timer =
                    vertx.setTimer(DEADLINE.toMillis(), _ -> answer.tryFail("the target hangs"));
            open(admitted, answer)
                    .compose(open -> RowQuery.run(open, FingerprintQuery.FINGERPRINT))
                    .map(FingerprintConnections::only)
                    .onSuccess(answer::tryComplete)
                    .onFailure(answer::tryFail);
            return answer.future()
                    .onSuccess(_ -> keep())
                    .onFailure(_ -> drop())
                    .onComplete(
                            _ -> {
                                vertx.cancelTimer(timer);
                                idle = vertx.setTimer(IDLE.toMillis(), _ -> forget());
                            });
        }

        private void keep() {
            var kept = connection;
            if (kept != null) {
                kept.frames(_ -> {}, _ -> lost(kept));
            }
        }

        private void lost(TargetConnection closed) {
            if (closed.equals(connection)) {
                connection = null;
            }
        }

        private Future<TargetConnection> open(Admitted admitted, Promise<String> answer) {
            var kept = connection;
            return kept != null
                    ? Future.succeededFuture(kept)
                    : login.open(admitted, STARTUP)
                            .compose(
                                    opened -> {
                                        if (answer.future().isComplete()) {
                                            opened.close();
                                            return Future.failedFuture("too late");
                                        }
                                        connection = opened;
                                        return RowQuery.run(opened, SETTINGS).map(opened);
                                    });
        }

        private void drop() {
            var kept = connection;
            connection = null;
            if (kept != null) {
                kept.close();
            }
        }

        private void forget() {
            drop();
            connections.remove(place, this);
        }
    }

    private static String only(List<List<String>> rows) {
        return rows.getFirst().getFirst();
    }
}

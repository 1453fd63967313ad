package dev.holdpoint.policy;

import dev.holdpoint.eventlog.EventTail;
import dev.holdpoint.eventlog.KafkaEventAppender;
import dev.holdpoint.eventlog.Topics;
import dev.holdpoint.eventlog.projection.ProjectionRunner;
import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.eventlog.store.Relay;
import dev.holdpoint.events.EventFamily;
import dev.holdpoint.events.Uuid7;
import dev.holdpoint.policy.api.RegisterProjection;
import dev.holdpoint.policy.language.DocumentReader;
import dev.holdpoint.policy.revision.PolicyDirectory;
import dev.holdpoint.policy.revision.Publisher;
import dev.holdpoint.policy.revision.Rulebooks;
import dev.holdpoint.policy.revision.StoreFollower;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The running parts of one instance: store, relay, tail, publisher. Each start is retried alone.
 */
final class PolicyParts implements AutoCloseable {
    static final String SCHEMA = "policy";
    private static final Logger LOG = Logger.getLogger(PolicyParts.class);
    private static final long RETRY_MILLIS = 1_000;

    private final Vertx vertx;
    private final Pool pool;
    private final PolicySettings settings;
    private final EventStore store;
    private final StoreFollower follower;
    private final Publisher publisher;
    private final List<AutoCloseable> running = new ArrayList<>();
    private volatile boolean closed;

    PolicyParts(Vertx vertx, Pool pool, Rulebooks rulebooks, PolicySettings settings) {
        var clock = InstantSource.system();
        this.vertx = vertx;
        this.pool = pool;
        this.settings = settings;
        this.store = new EventStore(pool, SCHEMA, "policy-service", new Uuid7(clock), clock);
        this.follower = new StoreFollower(store, rulebooks);
        this.publisher =
                new Publisher(
                        vertx,
                        new PolicyDirectory(settings.documents()),
                        new DocumentReader(PolicyParts::configured),
                        store,
                        follower,
                        rulebooks,
                        clock);
    }

    void start() {
        vertx.getOrCreateContext()
                .runOnContext(
                        _ ->
                                retrying("schema", store::createSchema)
                                        .onSuccess(
                                                _ -> {
                                                    check();
                                                    retrying("log", this::openLog);
                                                }));
    }

    Optional<String> problem() {
        return publisher.problem();
    }

    private void check() {
        if (closed) {
            return;
        }
        publisher
                .check()
                .onFailure(e -> LOG.warnf("the documents could not be published: %s", e))
                .onComplete(_ -> vertx.setTimer(settings.checkEvery().toMillis(), _ -> check()));
    }

    private Future<Void> openLog() {
        return Topics.ensure(vertx, settings.log(), settings.replicationFactor())
                .onSuccess(
                        _ -> {
                            retrying("tail", this::openTail);
                            retrying("register", this::openRegister);
                            openRelay();
                        });
    }

    private Future<Void> openTail() {
        return EventTail.fromEnd(
                        vertx, settings.log(), Set.of(EventFamily.POLICY), _ -> follower.catchUp())
                .map(this::kept);
    }

    private Future<Void> openRegister() {
        return ProjectionRunner.start(vertx, settings.log(), pool, SCHEMA, new RegisterProjection())
                .map(this::kept);
    }

    private void openRelay() {
        var appender = new KafkaEventAppender(vertx, settings.log());
        kept(appender);
        kept(Relay.start(vertx, pool, SCHEMA, appender));
    }

    private Future<Void> retrying(String part, Supplier<Future<Void>> start) {
        return start.get()
                .recover(
                        failure -> {
                            if (closed) {
                                return Future.failedFuture(failure);
                            }
                            LOG.warnf("not ready yet: part=%s cause=%s", part, failure);
                            return pause().compose(_ -> retrying(part, start));
                        });
    }

    private Future<Void> pause() {
        return Future.future(paused -> vertx.setTimer(RETRY_MILLIS, _ -> paused.complete()));
    }

    private synchronized @Nullable Void kept(AutoCloseable part) {
        running.add(part);
        return null;
    }

    private static Optional<String> configured(String key) {
        return ConfigProvider.getConfig().getOptionalValue(key, String.class);
    }

    @Override
    public synchronized void close() {
        closed = true;
        for (var part : running.reversed()) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.warnf("did not close: part=%s cause=%s", part.getClass().getSimpleName(), e);
            }
        }
    }
}

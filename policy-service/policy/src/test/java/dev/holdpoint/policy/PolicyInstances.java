package dev.holdpoint.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.ledger.NoteSigner;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.revision.Past;
import dev.holdpoint.policy.revision.PolicyDesk;
import dev.holdpoint.policy.revision.Rulebooks;
import dev.holdpoint.policy.revision.Seals;
import dev.holdpoint.testkit.TestDatabase;
import dev.holdpoint.testkit.TestInfrastructure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Instances of the service's parts on one real database and broker. */
final class PolicyInstances implements AutoCloseable {
    static final String ACTIVATED = "%PolicyActivated%";

    private final TestInfrastructure infrastructure = TestInfrastructure.shared();
    private final Seals seals =
            new Seals(NoteSigner.generate("holdpoint.dev/policy/test"), List.of());
    private final List<Instance> started = new ArrayList<>();
    private final String bootstrapServers;
    final TestDatabase database = infrastructure.newDatabase();
    final Vertx vertx = Vertx.vertx();
    final Pool pool = pool();

    PolicyInstances() {
        this(TestInfrastructure.shared().bootstrapServers());
    }

    /** With a log that others do not write to. */
    PolicyInstances(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** One instance and what it decides by. */
    record Instance(PolicyParts parts, PolicyDesk desk, Rulebooks rulebooks)
            implements AutoCloseable {
        Rulebook current() {
            return rulebooks.current();
        }

        /** Whether it decides by the demo's documents. */
        boolean isLoaded() {
            return current().revision() != null && current().grants().size() == 4;
        }

        Optional<String> problem() {
            return parts.problem();
        }

        @Override
        public void close() {
            parts.close();
        }
    }

    Instance start(Path documents) {
        return start(documents, false);
    }

    Instance start(Path documents, boolean fourEyes) {
        return start(documents, fourEyes, seals);
    }

    Instance start(Path documents, boolean fourEyes, Seals seals) {
        return start(settings(documents, fourEyes, false), seals);
    }

    /** One that vouches for grants and targets that nobody signed. */
    Instance startVouching(Path documents) {
        return start(settings(documents, false, true), seals);
    }

    private Instance start(PolicySettings settings, Seals seals) {
        var rulebooks =
                new Rulebooks(InstantSource.system(), System::nanoTime, Duration.ofMinutes(15));
        var desk = PolicyParts.desk(vertx, pool, rulebooks, seals, settings.fourEyes());
        var parts = new PolicyParts(vertx, pool, rulebooks, desk, Asking.reader(), settings);
        var instance = new Instance(parts, desk, rulebooks);
        started.add(instance);
        parts.start();
        return instance;
    }

    /** What of the past such an instance tells. */
    Past past(InstantSource clock) {
        return new Past(vertx, PolicyParts.store(pool), seals, clock);
    }

    LogSettings log() {
        return settings(Path.of(""), false, false).log();
    }

    private PolicySettings settings(Path documents, boolean fourEyes, boolean vouching) {
        return new PolicySettings(
                documents, Duration.ofMillis(100), fourEyes, vouching, bootstrapServers, (short) 1);
    }

    private Pool pool() {
        var options = PgConnectOptions.fromUri(database.uri());
        options.setUser(database.user()).setPassword(database.password());
        return PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(10))
                .connectingTo(options)
                .using(vertx)
                .build();
    }

    /** How many events of a type there are in the store; none before the first instance made it. */
    long events(String type) {
        if (database.value("SELECT to_regclass('policy.events') IS NULL").equals("true")) {
            return 0;
        }
        return Long.parseLong(
                database.value(
                        "SELECT count(*) FROM policy.events WHERE type LIKE '" + type + "'"));
    }

    static void edit(Path documents, String file, String from, String to) {
        var path = documents.resolve(file);
        assertThat(Files.exists(path)).isTrue();
        var text = Surroundings.read(path);
        assertThat(text).contains(from);
        Surroundings.write(path, text.replace(from, to));
    }

    static <T> T settled(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e);
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        started.forEach(Instance::close);
        settled(pool.close());
        settled(vertx.close());
    }
}

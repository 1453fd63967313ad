package dev.holdpoint.audit;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.holdpoint.audit.api.LedgerExport;
import dev.holdpoint.audit.append.Journal;
import dev.holdpoint.audit.append.LedgerAppender;
import dev.holdpoint.audit.checkpoint.CheckpointFiles;
import dev.holdpoint.audit.checkpoint.CheckpointPace;
import dev.holdpoint.audit.checkpoint.CheckpointSigner;
import dev.holdpoint.audit.checkpoint.LedgerKeyFile;
import dev.holdpoint.audit.store.LedgerReader;
import dev.holdpoint.audit.store.LedgerStore;
import dev.holdpoint.eventlog.KafkaEventAppender;
import dev.holdpoint.eventlog.LogReader;
import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.eventlog.Topics;
import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.CommandEvent.CommandRefused;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventFamily;
import dev.holdpoint.events.EventId;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.events.Uuid7;
import dev.holdpoint.ledger.VerifierKey;
import dev.holdpoint.ledger.export.ExportLayout;
import dev.holdpoint.ledger.verify.LedgerVerifier;
import dev.holdpoint.ledger.verify.Report;
import dev.holdpoint.testkit.TestDatabase;
import dev.holdpoint.testkit.TestInfrastructure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A database with a ledger, the log it is fed from, and the processes that write it. */
final class Ledgers implements AutoCloseable {
    static final String ORIGIN = "holdpoint.dev/ledger/test";

    final Vertx vertx = Vertx.vertx();
    final TestDatabase database;
    final Path state;
    final LogSettings log =
            new LogSettings(
                    TestInfrastructure.shared().bootstrapServers(),
                    "audit-test",
                    Duration.ofSeconds(10),
                    Map.of());
    final KafkaEventAppender appender = new KafkaEventAppender(vertx, log);
    private final List<Pool> pools = new ArrayList<>();

    Ledgers(Path state) {
        this.state = state;
        // A driver loaded by the Quarkus test before is not one of this class loader's.
        assertThatCode(() -> Class.forName("org.postgresql.Driver")).doesNotThrowAnyException();
        this.database = TestInfrastructure.shared().newDatabase();
        await(Topics.ensure(vertx, log, (short) 1));
        await(events(pool()).createSchema().compose(_ -> store(pool()).createSchema()));
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    Pool pool() {
        var options =
                PgConnectOptions.fromUri(database.uri())
                        .setUser(database.user())
                        .setPassword(database.password());
        var pool =
                PgBuilder.pool()
                        .connectingTo(options)
                        .with(new PoolOptions().setMaxSize(5))
                        .using(vertx)
                        .build();
        pools.add(pool);
        return pool;
    }

    EventStore events(Pool pool) {
        var clock = InstantSource.system();
        return new EventStore(pool, "audit", Journal.SERVICE, new Uuid7(clock), clock);
    }

    static LedgerStore store(Pool pool) {
        return new LedgerStore(pool, ORIGIN);
    }

    Journal journal(Pool pool) {
        return new Journal(events(pool), store(pool), ORIGIN);
    }

    /** One process: appender and signer over a pool of their own. */
    Process start() {
        var pool = pool();
        var store = store(pool);
        var signer =
                new CheckpointSigner(
                        vertx,
                        LedgerKeyFile.readOrMake(state, ORIGIN),
                        new CheckpointPace(Duration.ofMillis(300), 1000),
                        new CheckpointFiles(state),
                        store,
                        journal(pool));
        await(signer.pin());
        var appending = LedgerAppender.start(vertx, log, pool, store, journal(pool), ORIGIN);
        signer.start(appending::committed, 0);
        return new Process(appending, signer);
    }

    record Process(LedgerAppender appender, CheckpointSigner signer) implements AutoCloseable {
        @Override
        public void close() {
            signer.close();
            await(appender.stop());
        }
    }

    /** Appends that many events of one new stream to the log. */
    String write(int events) {
        var session = UUID.randomUUID().toString();
        var sent = new ArrayList<Future<?>>();
        for (int i = 1; i <= events; i++) {
            sent.add(appender.append(event(session, i)));
        }
        await(Future.all(sent));
        return session;
    }

    static Envelope<?> event(String session, long sequence) {
        return event(session, sequence, "no");
    }

    static Envelope<?> event(String session, long sequence, String reason) {
        return new Envelope<>(
                new EventId(UUID.randomUUID().toString()),
                new StreamId(session),
                sequence,
                Instant.parse("2026-11-21T06:00:00Z"),
                Actor.service("proxy-edge"),
                "proxy-edge/test",
                null,
                new CommandRefused(
                        new SessionId(session),
                        new CommandId("c-" + sequence),
                        RefusalCode.POLICY_DENIED,
                        reason));
    }

    /** How many events are in the log, the ledger's own left out. */
    long logged() {
        var families = EnumSet.complementOf(EnumSet.of(EventFamily.LEDGER));
        return await(LogReader.endOffsets(vertx, log, families)).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    long entries() {
        return Long.parseLong(database.value("SELECT count(*) FROM audit.ledger_entries"));
    }

    long size() {
        return Long.parseLong(database.value("SELECT size FROM audit.ledger_head"));
    }

    long signed() {
        return Long.parseLong(
                database.value("SELECT coalesce(max(size), 0) FROM audit.ledger_checkpoints"));
    }

    /** Exports as the service does, unpacks and verifies offline with the pinned key. */
    Report verify(Path directory) throws IOException {
        var reader = new LedgerReader(pool());
        var zip = new ByteArrayOutputStream();
        new LedgerExport(reader).write(await(reader.newestCheckpoint()).orElseThrow(), zip);
        ExportLayout.unpack(new ByteArrayInputStream(zip.toByteArray()), directory);
        var key = VerifierKey.parse(Files.readString(state.resolve("ledger.vkey")));
        return LedgerVerifier.verify(
                directory, key, Optional.of(state.resolve(ExportLayout.CHECKPOINTS)));
    }

    @Override
    public void close() {
        appender.close();
        pools.forEach(pool -> await(pool.close()));
        await(vertx.close());
    }
}

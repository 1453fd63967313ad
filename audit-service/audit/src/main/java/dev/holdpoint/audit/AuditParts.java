package dev.holdpoint.audit;

import dev.holdpoint.audit.append.Journal;
import dev.holdpoint.audit.append.LedgerAppender;
import dev.holdpoint.audit.checkpoint.CheckpointFiles;
import dev.holdpoint.audit.checkpoint.CheckpointSigner;
import dev.holdpoint.audit.checkpoint.LedgerKeyFile;
import dev.holdpoint.audit.recordings.RecordingRetention;
import dev.holdpoint.audit.store.LedgerReader;
import dev.holdpoint.audit.store.LedgerStore;
import dev.holdpoint.audit.store.StoredCheckpoint;
import dev.holdpoint.eventlog.KafkaEventAppender;
import dev.holdpoint.eventlog.Topics;
import dev.holdpoint.eventlog.projection.Projection;
import dev.holdpoint.eventlog.projection.ProjectionRunner;
import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.eventlog.store.Relay;
import dev.holdpoint.events.Uuid7;
import dev.holdpoint.ledger.NoteSigner;
import dev.holdpoint.service.RunningParts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.InstantSource;

/** The running parts of one instance: store, relay, appender, signer, projections. */
final class AuditParts implements AutoCloseable {
    static final String SCHEMA = "audit";
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Pool pool;
    private final AuditSettings settings;
    private final EventStore events;
    private final LedgerStore ledger;
    private final Journal journal;
    private final RunningParts running;
    private volatile boolean ready;

    AuditParts(Vertx vertx, Pool pool, AuditSettings settings) {
        var clock = InstantSource.system();
        this.vertx = vertx;
        this.pool = pool;
        this.settings = settings;
        this.running = new RunningParts(vertx, RETRY);
        this.events = new EventStore(pool, SCHEMA, Journal.SERVICE, new Uuid7(clock), clock);
        this.ledger = new LedgerStore(pool, settings.origin());
        this.journal = new Journal(events, ledger, settings.origin());
    }

    /** Each step is tried until it succeeds, so the order of starting processes does not matter. */
    void start() {
        vertx.getOrCreateContext()
                .runOnContext(
                        _ ->
                                running.done("schema", this::createTables)
                                        .compose(_ -> running.done("topics", this::createTopics))
                                        .compose(_ -> openLedger())
                                        .compose(_ -> openProjections())
                                        .compose(_ -> openRetention())
                                        .onSuccess(_ -> ready = true));
    }

    boolean ready() {
        return ready && !running.closed();
    }

    private Future<Void> createTables() {
        return events.createSchema().compose(_ -> ledger.createSchema());
    }

    private Future<Void> createTopics() {
        return Topics.ensure(vertx, settings.log(), settings.replicationFactor());
    }

    private Future<Void> openLedger() {
        return running.done("key", this::key)
                .compose(key -> running.done("signatures", () -> signatures(key)))
                .compose(
                        signatures ->
                                running.keep("ledger", this::appender, LedgerAppender::close)
                                        .compose(ledger -> sign(signatures, ledger)))
                .compose(_ -> running.keep("appender", this::log, KafkaEventAppender::close))
                .compose(log -> running.keep("relay", () -> relay(log), Relay::close))
                .mapEmpty();
    }

    private Future<NoteSigner> key() {
        return vertx.executeBlocking(
                () -> LedgerKeyFile.readOrMake(settings.stateDir(), settings.origin()));
    }

    private record Signatures(CheckpointSigner signer, long signed) {}

    private Future<Signatures> signatures(NoteSigner key) {
        var files = new CheckpointFiles(settings.stateDir());
        var signer = new CheckpointSigner(vertx, key, settings.pace(), files, ledger, journal);
        return signer.pin()
                .compose(_ -> new LedgerReader(pool).newestCheckpoint())
                .map(newest -> newest.map(StoredCheckpoint::size).orElse(0L))
                .map(signed -> new Signatures(signer, signed));
    }

    private Future<LedgerAppender> appender() {
        return Future.succeededFuture(
                LedgerAppender.start(
                        vertx, settings.log(), pool, ledger, journal, settings.origin()));
    }

    private Future<CheckpointSigner> sign(Signatures signatures, LedgerAppender ledger) {
        var signer = signatures.signer();
        return running.keep(
                "signer",
                () -> {
                    signer.start(ledger::committed, signatures.signed());
                    return Future.succeededFuture(signer);
                },
                CheckpointSigner::close);
    }

    private Future<KafkaEventAppender> log() {
        return Future.succeededFuture(new KafkaEventAppender(vertx, settings.log()));
    }

    private Future<Relay> relay(KafkaEventAppender appender) {
        return Future.succeededFuture(Relay.start(vertx, pool, SCHEMA, appender));
    }

    private Future<Void> openProjections() {
        return Future.all(Projections.ALL.stream().map(this::open).toList()).mapEmpty();
    }

    private Future<Void> openRetention() {
        return running.keep(
                        "recordings",
                        () ->
                                RecordingRetention.start(
                                        vertx,
                                        pool,
                                        InstantSource.system(),
                                        settings.recordingsRetention()),
                        RecordingRetention::close)
                .mapEmpty();
    }

    private Future<ProjectionRunner> open(Projection projection) {
        return running.keep(
                projection.name(),
                () -> ProjectionRunner.start(vertx, settings.log(), pool, SCHEMA, projection),
                ProjectionRunner::close);
    }

    @Override
    public void close() {
        running.close();
    }
}

package dev.holdpoint.edge.app;

import dev.holdpoint.edge.app.Startup.Step;
import dev.holdpoint.edge.app.hold.HoldTail;
import dev.holdpoint.edge.app.lease.Ownership;
import dev.holdpoint.edge.app.live.GrantWatch;
import dev.holdpoint.edge.app.log.KafkaRecorder;
import dev.holdpoint.edge.app.log.OpenStreams;
import dev.holdpoint.edge.app.log.Stamp;
import dev.holdpoint.edge.app.policy.PolicyWatch;
import dev.holdpoint.edge.app.tls.LocalAuthority;
import dev.holdpoint.edge.app.tls.LocalAuthority.ServerFiles;
import dev.holdpoint.edge.hold.HoldRoom;
import dev.holdpoint.edge.mask.MaskKey;
import dev.holdpoint.edge.postgres.catalogue.Vouching;
import dev.holdpoint.eventlog.EventTail;
import dev.holdpoint.events.Uuid7;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One edge's parts, wired by hand and brought up in the order in which they need one another. */
final class EdgeParts {
    private static final System.Logger LOG = System.getLogger(EdgeParts.class.getName());

    private final Surroundings around;
    private final @Nullable EdgeIds ids;
    private final EdgeName name;
    private final LogLine line;
    private final LogLine recordings;
    private final OpenStreams streams;
    private final Ownership ownership;
    private final HoldRoom room = new HoldRoom();
    private final Vouching vouching = new Vouching();
    private final PolicyWatch watch;
    private final EdgeListener listener;
    private final Startup startup;
    private @Nullable Future<Void> parser;
    private @Nullable EventTail tail;
    private @Nullable ServerFiles certificate;
    private @Nullable MaskKey maskKey;

    EdgeParts(Surroundings around) {
        var clock = InstantSource.system();
        var uuids = new Uuid7(clock);
        this.around = around;
        this.ids =
                around.config().id().isPresent() ? null : EdgeIds.take(around.config().stateDir());
        this.name =
                ids == null
                        ? new EdgeName(around.config().id().orElseThrow(), uuids.next())
                        : ids.named(uuids);
        var log = around.log().settings("proxy-edge/" + name.id());
        this.line = new LogLine(around.vertx(), log, this::leaseLost);
        this.recordings = new LogLine(around.vertx(), log, this::leaseLost);
        this.streams =
                new OpenStreams(
                        new Stamp(uuids, clock, "proxy-edge/" + name.id()), line, recordings);
        this.ownership =
                new Ownership(around.vertx(), log, around.pool(), name, streams, this::taken);
        var grants =
                new GrantWatch(
                        around.vertx(), around.shared().policy(), around.shared().live(), vouching);
        this.watch =
                new PolicyWatch(
                        around.vertx(), around.policyChannel(), name.toString(), grants::check);
        this.listener =
                new EdgeListener(
                        around,
                        name,
                        new KafkaRecorder(
                                around.vertx(), streams, () -> ownership.lease().isHeld()),
                        room,
                        watch::heard,
                        vouching);
        this.startup = new Startup(around.vertx(), steps());
    }

    /** What comes up in which order; clients are let in last. */
    List<Step> steps() {
        var vertx = around.vertx();
        var log = around.log();
        var settings = log.settings("proxy-edge/" + name.id());
        return List.of(
                new Step("log", () -> line.open(log.replicationFactor())),
                new Step("recordings", () -> recordings.open(log.replicationFactor())),
                new Step("database", () -> EdgeSchema.create(around.pool())),
                new Step(
                        "certificate",
                        () ->
                                vertx.executeBlocking(authority()::serverFiles)
                                        .onSuccess(files -> certificate = files)),
                new Step("mask key", this::openMaskKey),
                new Step("session lease", ownership::begin),
                new Step(
                        "hold tail",
                        () -> HoldTail.follow(vertx, settings, room).onSuccess(t -> tail = t)),
                new Step("policy watch", watch::open),
                new Step("policy answers", around.shared().policy()::warmUp),
                new Step("sql parser", this::parser),
                new Step(
                        "listener",
                        () ->
                                listener.listen(
                                        Objects.requireNonNull(certificate, "made above"),
                                        Objects.requireNonNull(maskKey, "read above"))));
    }

    private Future<MaskKey> openMaskKey() {
        var config = around.config();
        return around.vertx()
                .executeBlocking(() -> MaskKeys.open(config.maskKey(), config.stateDir()))
                .onSuccess(key -> maskKey = key);
    }

    private LocalAuthority authority() {
        var tls = around.config().tls();
        return new LocalAuthority(
                tls.directory(),
                tls.publishedAuthority(),
                tls.hosts().orElse(List.of()),
                InstantSource.system());
    }

    private boolean leaseLost() {
        return ownership.lease().isLost();
    }

    /** Fenced: what is open here belongs to somebody else now. */
    private void taken() {
        startup.stop();
        listener.close()
                .onFailure(
                        failure ->
                                LOG.log(
                                        System.Logger.Level.WARNING,
                                        "not all closed: cause=" + failure));
    }

    void start() {
        parser();
        startup.begin();
    }

    /** Warming up from the first time this is asked. */
    private Future<Void> parser() {
        var warming = parser;
        if (warming == null) {
            warming = listener.warmUp();
            parser = warming;
        }
        return warming;
    }

    /** The part that keeps the edge from serving, if one does. */
    Optional<String> missing() {
        if (leaseLost()) {
            return Optional.of("session lease: taken over by another edge");
        }
        return startup.missing()
                .or(
                        () ->
                                watch.isLive()
                                        ? Optional.empty()
                                        : Optional.of("policy watch: no heartbeat"));
    }

    /** Ends sessions, then closes; completes once the log has it all. */
    Future<Void> stop() {
        startup.stop();
        return listener.close()
                .eventually(
                        () -> {
                            watch.close();
                            return tail == null ? Future.succeededFuture() : tail.stop();
                        })
                .eventually(ownership::end);
    }

    /** Closes what blocks. */
    void close() {
        line.close();
        recordings.close();
        if (ids != null) {
            ids.close();
        }
    }
}

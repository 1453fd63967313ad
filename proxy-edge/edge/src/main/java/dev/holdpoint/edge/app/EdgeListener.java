package dev.holdpoint.edge.app;

import dev.holdpoint.edge.app.hold.GrpcHoldClaims;
import dev.holdpoint.edge.app.identity.EdgeAuthenticator;
import dev.holdpoint.edge.app.identity.TokenVerifier;
import dev.holdpoint.edge.app.policy.GrpcPolicyDecisionPoint;
import dev.holdpoint.edge.app.policy.GrpcSessionGate;
import dev.holdpoint.edge.app.policy.PolicyWatch.Heard;
import dev.holdpoint.edge.app.tls.LocalAuthority.ServerFiles;
import dev.holdpoint.edge.command.CommandPipeline;
import dev.holdpoint.edge.hold.HoldLinks;
import dev.holdpoint.edge.hold.HoldRoom;
import dev.holdpoint.edge.hold.HoldSteward;
import dev.holdpoint.edge.mask.MaskKey;
import dev.holdpoint.edge.postgres.EdgePorts;
import dev.holdpoint.edge.postgres.PostgresListener;
import dev.holdpoint.edge.postgres.PostgresSettings;
import dev.holdpoint.edge.postgres.catalogue.CachedCatalogs;
import dev.holdpoint.edge.postgres.catalogue.Vouching;
import dev.holdpoint.edge.postgres.catalogue.query.CatalogLoader;
import dev.holdpoint.edge.postgres.catalogue.query.FingerprintConnections;
import dev.holdpoint.edge.postgres.estimate.RowEstimates;
import dev.holdpoint.edge.postgres.login.RowMemory;
import dev.holdpoint.edge.postgres.login.TargetLogin;
import dev.holdpoint.edge.postgres.session.client.MessageMemory;
import dev.holdpoint.edge.postgres.session.kept.KeptMemory;
import dev.holdpoint.edge.record.Recorder;
import dev.holdpoint.events.Uuid7;
import dev.holdpoint.sql.analyse.PostgresAnalyser;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The PostgreSQL listener with everything a command meets on its way, put together. */
final class EdgeListener {
    private final Surroundings around;
    private final EdgeName name;
    private final Recorder recorder;
    private final HoldRoom room;
    private final Supplier<@Nullable Heard> heard;
    private final Vouching vouching;
    private final InstantSource clock = InstantSource.system();
    private final PostgresAnalyser analyser =
            new PostgresAnalyser(PostgresAnalyser.Limits.defaults());
    private @Nullable PostgresListener listener;

    EdgeListener(
            Surroundings around,
            EdgeName name,
            Recorder recorder,
            HoldRoom room,
            Supplier<@Nullable Heard> heard,
            Vouching vouching) {
        this.around = around;
        this.name = name;
        this.recorder = recorder;
        this.room = room;
        this.heard = heard;
        this.vouching = vouching;
    }

    /** Readies the parser, so that no statement pays for it. */
    Future<Void> warmUp() {
        return new OnContext(around.vertx()).future(analyser.warmUp());
    }

    Future<Integer> listen(ServerFiles files, MaskKey maskKey) {
        var config = around.config().postgres();
        var settings =
                new PostgresSettings(
                        config.host(),
                        config.port(),
                        files.key(),
                        files.certificate(),
                        config.sessionsPerPrincipal());
        var authorities = around.config().targets().authorities().orElse(null);
        var targets = new TargetLogin(around.vertx(), new Uuid7(clock), authorities);
        var started =
                new PostgresListener(around.vertx(), settings, ports(targets, maskKey), targets);
        listener = started;
        return started.listen();
    }

    private EdgePorts ports(TargetLogin targets, MaskKey maskKey) {
        var ids = new Uuid7(clock);
        var vertx = around.vertx();
        var shared = around.shared();
        var tokens = around.config().tokens();
        var policy = new GrpcPolicyDecisionPoint(shared.policy(), heard, clock);
        var approvals = around.config().approvals().url();
        HoldLinks links = hold -> approvals + "/" + hold;
        var claims =
                new GrpcHoldClaims(
                        new OnContext(vertx), around.approvalChannel(), name.toString(), links);
        var steward = new HoldSteward(vertx, clock, room, links);
        return new EdgePorts(
                name.toString(),
                new EdgeAuthenticator(
                        vertx,
                        new TokenVerifier(tokens.issuer(), tokens.audience(), clock),
                        shared.credentials()),
                new GrpcSessionGate(shared.policy(), vouching, shared.secrets()),
                new CommandPipeline(policy, recorder, steward, claims, ids),
                recorder,
                room,
                analyser,
                new CachedCatalogs(
                        new CatalogLoader(targets, clock),
                        new FingerprintConnections(vertx, targets),
                        clock,
                        CachedCatalogs.Pause.on(vertx),
                        vouching),
                new RowEstimates(vertx, targets),
                ids,
                shared.live(),
                MessageMemory.ofHeap(),
                RowMemory.ofHeap(),
                KeptMemory.ofHeap(),
                around.config().postgres().copyInBytes(),
                maskKey);
    }

    /** Stops listening and ends every session. */
    Future<Void> close() {
        var started = listener;
        return (started == null ? Future.<Void>succeededFuture() : started.close())
                .onComplete(_ -> analyser.close());
    }
}

package dev.holdpoint.edge.postgres.harness;

import dev.holdpoint.edge.command.CommandPipeline;
import dev.holdpoint.edge.hold.HoldRoom;
import dev.holdpoint.edge.hold.HoldSteward;
import dev.holdpoint.edge.hold.Settlement;
import dev.holdpoint.edge.mask.MaskKey;
import dev.holdpoint.edge.postgres.EdgePorts;
import dev.holdpoint.edge.postgres.LiveSessions;
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
import dev.holdpoint.edge.session.Admission.Admitted;
import dev.holdpoint.edge.session.Credential;
import dev.holdpoint.embedded.EmbeddedPostgres;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.events.Uuid7;
import dev.holdpoint.events.VouchedFunction;
import dev.holdpoint.sql.analyse.PostgresAnalyser;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** One listener and one real target for all tests of this JVM. */
public final class Edge {
    private static final TargetName PAYMENTS = new TargetName("payments");
    private static final Edge SHARED = started();

    public final EffectPolicy policy = new EffectPolicy();

    /** Bytes of large messages all sessions may have under way. */
    public static final long MESSAGES = 160L << 20;

    /** Characters all sessions may keep of prepared texts and portals. */
    public static final long KEPT = 40L << 20;

    /** Bytes of data one command may copy in. */
    public static final long COPY_IN = 64L << 20;

    /** For large rows of all sessions: little more than one of the largest. */
    public final RowMemory rows = new RowMemory(65L << 20, Duration.ofSeconds(60));

    public final MemoryRecorder recorder = new MemoryRecorder();
    public final HoldRoom holds = new HoldRoom();
    public final LiveSessions live = new LiveSessions();
    public final MemoryClaims claims = new MemoryClaims();
    private final Vouching vouching = new Vouching();
    private final InstantSource clock = InstantSource.system();
    private final Uuid7 ids = new Uuid7(clock);
    private final Vertx vertx = Vertx.vertx();
    private final TargetLogin login = new TargetLogin(vertx, ids);
    private final CachedCatalogs catalogs =
            new CachedCatalogs(
                    new CatalogLoader(login, clock),
                    new FingerprintConnections(vertx, login),
                    clock,
                    CachedCatalogs.Pause.on(vertx),
                    vouching);
    public final OpenDoor door;
    public final EmbeddedPostgres target;
    private final int port;

    private Edge() throws IOException, GeneralSecurityException, InterruptedException {
        var dir = Files.createTempDirectory("postgres-edge");
        target =
                EmbeddedPostgres.start(
                        dir.resolve("target"),
                        0,
                        EmbeddedPostgres.Settings.throwAway()
                                .with("log_statement", "all")
                                .with("log_line_prefix", TargetLog.PREFIX));
        Runtime.getRuntime().addShutdownHook(new Thread(target::close));
        Payments.createIn(target);
        Payments.trust(target);
        door =
                new OpenDoor(
                        new Admitted(spec(), new Credential("app", Payments.PASSWORD), List.of()));
        var certificate = Certificate.in(dir);
        var settings =
                new PostgresSettings("localhost", 0, certificate.key(), certificate.chain(), 50);
        port = await(listener(settings).listen());
    }

    private static Edge started() {
        try {
            return new Edge();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the shared edge did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the shared edge started", e);
        }
    }

    /** The shared edge, its fakes as new and the sessions of earlier tests over. */
    public static Edge fresh() {
        SHARED.recorder.acknowledge();
        Awaitility.await().until(() -> SHARED.live.size() == 0);
        SHARED.policy.writes(EffectPolicy.Writes.ALLOWED, 900);
        SHARED.policy.denyAll(false);
        SHARED.policy.obligations(EffectPolicy.CARDS);
        SHARED.policy.allowAll(false);
        SHARED.policy.leaveTo(null);
        SHARED.policy.mostRows(Long.MAX_VALUE);
        SHARED.recorder.forget();
        SHARED.claims.forget();
        SHARED.vouching.forget(PAYMENTS);
        return SHARED;
    }

    private PostgresListener listener(PostgresSettings settings) {
        var analyser = new PostgresAnalyser(PostgresAnalyser.Limits.defaults());
        analyser.warmUp().toCompletableFuture().join();
        var pipeline =
                new CommandPipeline(
                        policy,
                        recorder,
                        new HoldSteward(vertx, clock, holds, hold -> "http://holds/" + hold),
                        claims,
                        ids);
        var estimates = new RowEstimates(vertx, login);
        return new PostgresListener(
                vertx,
                settings,
                new EdgePorts(
                        "edge-1",
                        door,
                        door,
                        pipeline,
                        recorder,
                        holds,
                        analyser,
                        catalogs,
                        estimates,
                        ids,
                        live,
                        new MessageMemory(MESSAGES),
                        rows,
                        new KeptMemory(KEPT),
                        COPY_IN,
                        new MaskKey(new byte[32])),
                login);
    }

    private TargetSpec spec() {
        return new TargetSpec(
                "postgres",
                target.host(),
                target.port(),
                Payments.DATABASE,
                "app",
                "env:UNUSED",
                "disable",
                Map.of(),
                List.of());
    }

    public int port() {
        return port;
    }

    /** What the edge logs in to targets with. */
    public String targetPassword() {
        return Payments.PASSWORD;
    }

    /** The target's log from now on. */
    public TargetLog log() {
        return new TargetLog(target.logFile());
    }

    /** How many sessions sleep at the target for half a minute. */
    public long sleeping() {
        return target.query(
                        "postgres",
                        "SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND usename = 'app'"
                                + " AND query LIKE 'SELECT pg_sleep(30)%'")
                .size();
    }

    /** Says what somebody vouches for of the target's code from now on. */
    public void vouch(List<VouchedFunction> functions) {
        vouching.told(PAYMENTS, 1, functions);
    }

    /** Runs a script at the target, beside the edge. */
    public void beside(String script) {
        target.execute(Payments.DATABASE, script);
    }

    /** What a query at the target gives, beside the edge. */
    public List<List<@Nullable String>> rowsBeside(String query) {
        return target.query(Payments.DATABASE, query);
    }

    /** Changes the target's objects beside the edge, which knows no longer what it knew of them. */
    public void change(String script) {
        beside(script);
        catalogs.invalidate(PAYMENTS);
    }

    /** The hold of the command that was decided last. */
    public HoldId lastHold() {
        return Objects.requireNonNull(recorder.of(CommandDecided.class).getLast().hold());
    }

    /** Releases the command that was decided last. */
    public void releaseLast() {
        release(lastHold());
    }

    /** Releases a held command, as the log would once its approvers agree. */
    public void release(HoldId hold) {
        holds.settle(hold, new Settlement.Released());
    }

    /** pgjdbc as {@code oidc} with a token. */
    public Connection connect() throws SQLException {
        return connect(Map.of());
    }

    /** As above with more properties, and what the target consists of by now known. */
    public Connection connect(Map<String, String> more) throws SQLException {
        catalogs.invalidate(PAYMENTS);
        var properties = new Properties();
        properties.setProperty("user", "oidc");
        properties.setProperty("password", OpenDoor.TOKEN);
        properties.setProperty("sslmode", "require");
        properties.setProperty("gssEncMode", "disable");
        properties.putAll(more);
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + port + "/payments", properties);
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}

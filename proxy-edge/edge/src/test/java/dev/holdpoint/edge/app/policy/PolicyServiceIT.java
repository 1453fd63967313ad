package dev.holdpoint.edge.app.policy;

import static dev.holdpoint.edge.app.log.Sample.ALICE;
import static dev.holdpoint.edge.app.log.Sample.PAYMENTS;
import static dev.holdpoint.edge.app.log.Sample.READ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.edge.app.OnContext;
import dev.holdpoint.edge.app.log.Sample;
import dev.holdpoint.edge.app.policy.PolicyWatch.Heard;
import dev.holdpoint.edge.app.secret.TargetSecrets;
import dev.holdpoint.edge.app.secret.VaultSecrets;
import dev.holdpoint.edge.decide.DecisionRequest;
import dev.holdpoint.edge.postgres.catalogue.Vouching;
import dev.holdpoint.edge.session.Admission;
import dev.holdpoint.edge.session.Replication;
import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.policy.contract.Generation;
import dev.holdpoint.policy.contract.SessionAnswer;
import dev.holdpoint.policy.contract.secret.SecretBounds;
import dev.holdpoint.policy.contract.secret.SecretMissing;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyServiceIT {
    private static final SessionAttributes SESSION =
            new SessionAttributes(
                    new SessionId("s-1"), ALICE, PAYMENTS, "postgres", "127.0.0.1", null, null);
    private static final SessionAttributes REPLICATION =
            new SessionAttributes(
                    new SessionId("s-2"),
                    ALICE,
                    PAYMENTS,
                    "postgres",
                    "127.0.0.1",
                    null,
                    null,
                    Replication.LOGICAL);
    private static final CommandId COMMAND = new CommandId("c-1");

    @TempDir private Path secrets;
    private final Vertx vertx = Vertx.vertx();
    private final Attempts attempts = new Attempts();
    private PolicyServer server;
    private ManagedChannel channel;
    private PolicyClient client;

    @BeforeEach
    void start() {
        server = new PolicyServer(0);
        channel =
                Grpc.newChannelBuilder(
                                "localhost:" + server.port(), InsecureChannelCredentials.create())
                        .intercept(attempts)
                        .build();
        client = new PolicyClient(new OnContext(vertx), channel);
        await().atMost(Duration.ofSeconds(10)).until(() -> decide(true).equals(server.decision));
        server.asked.set(0);
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private Decision decide(boolean live) throws Exception {
        return decide(live, null);
    }

    private Decision decide(boolean live, @Nullable String justification) throws Exception {
        var request =
                new DecisionRequest(
                        SESSION, COMMAND, READ, SessionUse.NONE, justification, Map.of(), null);
        var heard = live ? new Heard(new Generation(Sample.REVISION, 1), 1, 0, true) : null;
        var point = new GrpcPolicyDecisionPoint(client, () -> heard, InstantSource.system());
        return get(point.decide(request)).decision();
    }

    private static void unavailable(Decision decision, String reason) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Deny.class,
                        deny -> {
                            assertThat(deny.code()).isEqualTo(RefusalCode.POLICY_UNAVAILABLE);
                            assertThat(deny.reason()).contains(reason);
                        });
    }

    @Test
    void the_answer_is_the_decision() throws Exception {
        assertThat(decide(true)).isEqualTo(server.decision);
    }

    @Test
    void a_dead_policy_service_is_a_deny_within_a_second() throws Exception {
        assertThat(decide(true)).isEqualTo(server.decision);
        server.close();
        attempts.forget();

        unavailable(decide(true), "cannot be reached");
        assertThat(attempts.allowedMillis()).isBetween(1L, 999L);
    }

    @Test
    void a_silent_policy_service_is_asked_twice_and_is_a_deny_within_a_second() throws Exception {
        assertThat(decide(true)).isEqualTo(server.decision);
        server.silent = true;
        server.asked.set(0);
        attempts.forget();

        unavailable(decide(true), "did not answer in time");
        assertThat(attempts.allowedMillis()).isBetween(1L, 999L);
        assertThat(server.asked).hasValue(2);
    }

    @Test
    void questions_that_are_too_large_are_denied_and_keep_no_other_from_being_asked()
            throws Exception {
        var large = "x".repeat(5 << 20);
        for (int times = 0; times < 40; times++) {
            unavailable(decide(true, large), "The policy service");
        }

        assertThat(decide(true)).isEqualTo(server.decision);
    }

    @Test
    void before_a_session_waits_for_it_policy_service_is_asked_many_questions_at_once()
            throws Exception {
        get(client.warmUp());
        assertThat(server.asked.get()).isGreaterThan(30);
    }

    @Test
    void one_that_answers_nothing_is_not_warm() {
        server.silent = true;
        assertThatThrownBy(() -> get(client.warmUp())).isNotNull();
    }

    @Test
    void without_heartbeats_policy_service_is_not_even_asked() throws Exception {
        unavailable(decide(false), "not been heard of");
        assertThat(server.asked).hasValue(0);
    }

    @Test
    void the_watch_tells_changes_and_dies_with_the_heartbeat_and_comes_back() throws Exception {
        var changes = new CopyOnWriteArrayList<Generation>();
        try (var watch = new PolicyWatch(vertx, channel, "edge-1/i-1", changes::add)) {
            get(watch.open());
            assertThat(watch.isLive()).isTrue();
            server.announce(2);
            await().untilAsserted(() -> assertThat(changes).hasSize(1));

            int port = server.port();
            server.close();
            await().atMost(Duration.ofSeconds(5)).until(() -> !watch.isLive());
            server = new PolicyServer(port);
            await().atMost(Duration.ofSeconds(5)).until(watch::isLive);
        }
    }

    @Test
    void a_session_is_admitted_with_the_secret_behind_its_reference() throws Exception {
        var file = Files.writeString(secrets.resolve("payments"), "s3cret\n");
        server.answer = admitted("file:" + file);

        assertThat(get(gate().open(SESSION)))
                .isInstanceOfSatisfying(
                        Admission.Admitted.class,
                        in -> {
                            assertThat(in.credential().password()).isEqualTo("s3cret");
                            assertThat(in.toString()).doesNotContain("s3cret");
                        });
    }

    @Test
    void a_secret_that_changes_is_read_anew_for_each_connection() throws Exception {
        var file = Files.writeString(secrets.resolve("payments"), "former\n");
        server.answer = admitted("file:" + file);
        var admission = get(gate().open(SESSION));
        var credential = ((Admission.Admitted) admission).credential();

        Files.writeString(file, "rotated\n");
        assertThat(get(credential.renewed()).password()).isEqualTo("rotated");
        Files.delete(file);

        assertThatThrownBy(() -> get(credential.renewed()))
                .hasRootCauseInstanceOf(SecretMissing.class);
    }

    @Test
    void without_a_grant_without_a_secret_or_without_policy_a_session_is_turned_away()
            throws Exception {
        turned(RefusalCode.NO_GRANT);
        server.answer = admitted("file:" + secrets.resolve("nothing"));
        turned(RefusalCode.TARGET_UNAVAILABLE);
        server.answer = admitted("file:/etc/hostname");
        turned(RefusalCode.TARGET_UNAVAILABLE);
        server.silent = true;
        turned(RefusalCode.POLICY_UNAVAILABLE);
    }

    @Test
    void replication_takes_an_explicit_yes() throws Exception {
        var file = Files.writeString(secrets.resolve("payments"), "s3cret");
        var silent = (SessionAnswer.Admitted) admitted("file:" + file);
        server.answer = silent;

        assertThat(get(gate().open(REPLICATION)))
                .isInstanceOfSatisfying(
                        Admission.Turned.class,
                        away -> {
                            assertThat(away.code()).isEqualTo(RefusalCode.NO_GRANT);
                            assertThat(away.reason()).contains("replication");
                        });
        server.answer = new SessionAnswer.Admitted(PAYMENTS, silent.spec(), List.of(), 0, true);

        assertThat(get(gate().open(REPLICATION))).isInstanceOf(Admission.Admitted.class);
    }

    private void turned(RefusalCode code) throws Exception {
        assertThat(get(gate().open(SESSION)))
                .isInstanceOfSatisfying(
                        Admission.Turned.class, away -> assertThat(away.code()).isEqualTo(code));
    }

    private GrpcSessionGate gate() {
        var bounds = new SecretBounds(List.of(secrets), List.of(), List.of());
        var vault = new VaultSecrets(vertx, VaultSecrets.NONE, Duration.ofSeconds(5));
        var opened = new TargetSecrets(vertx, bounds, vault);
        return new GrpcSessionGate(client, new Vouching(), opened);
    }

    private static SessionAnswer admitted(String secret) throws IOException {
        var spec =
                new TargetSpec(
                        "postgres",
                        "localhost",
                        5432,
                        "payments",
                        "app",
                        secret,
                        "disable",
                        Map.of(),
                        List.of());
        return new SessionAnswer.Admitted(PAYMENTS, spec, List.of(), 0);
    }
}

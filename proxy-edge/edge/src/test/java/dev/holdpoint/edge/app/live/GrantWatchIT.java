package dev.holdpoint.edge.app.live;

import static dev.holdpoint.edge.app.log.Sample.ALICE;
import static dev.holdpoint.edge.app.log.Sample.PAYMENTS;
import static dev.holdpoint.edge.app.log.Sample.REVISION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.edge.app.OnContext;
import dev.holdpoint.edge.app.policy.PolicyClient;
import dev.holdpoint.edge.app.policy.PolicyServer;
import dev.holdpoint.edge.postgres.LiveSessions;
import dev.holdpoint.edge.postgres.catalogue.Vouching;
import dev.holdpoint.edge.session.Replication;
import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionEnd;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.VouchedFunction;
import dev.holdpoint.policy.contract.Generation;
import dev.holdpoint.policy.contract.SessionAnswer;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of open sessions when policy-service fails to answer about them. */
class GrantWatchIT {
    private static final Duration AMPLE = Duration.ofSeconds(30);
    private static final int AT_A_TIME = 64;
    private static final List<VouchedFunction> VOUCHED =
            List.of(
                    new VouchedFunction(
                            "public.f()",
                            List.of(),
                            List.of(),
                            List.of(),
                            new Digest("sha256:" + "0".repeat(64))));

    private final Vertx vertx = Vertx.vertx();
    private final LiveSessions live = new LiveSessions();
    private final Vouching vouching = new Vouching();
    private PolicyServer server;
    private ManagedChannel channel;
    private GrantWatch watch;

    /** A session that remembers why it was ended. */
    private record Open(SessionAttributes attributes, CompletableFuture<SessionEnd> ended)
            implements LiveSessions.Live {
        @Override
        public Future<Void> end(SessionEnd why) {
            ended.complete(why);
            return Future.succeededFuture();
        }
    }

    @BeforeEach
    void start() {
        server = new PolicyServer(0);
        channel =
                Grpc.newChannelBuilder(
                                "localhost:" + server.port(), InsecureChannelCredentials.create())
                        .build();
        var client = new PolicyClient(new OnContext(vertx), channel);
        watch = new GrantWatch(vertx, client, live, vouching);
        await().atMost(AMPLE).until(() -> isAnswered(client));
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_session_is_asked_about_until_there_is_an_answer() {
        var session = open("s-1");
        server.silent = true;
        server.asked.set(0);

        watch.check(new Generation(REVISION, 2));

        await().atMost(AMPLE).until(() -> server.asked.get() > 4);
        assertThat(session.ended()).isNotDone();
        server.silent = false;
        await().atMost(AMPLE).until(session.ended()::isDone);
        assertThat(session.ended()).isCompletedWithValue(SessionEnd.GRANT_REVOKED);
    }

    @Test
    void so_it_is_when_policy_service_was_gone_and_is_back() {
        var session = open("s-1");
        int port = server.port();
        server.close();

        watch.check(new Generation(REVISION, 2));
        server = new PolicyServer(port);

        await().atMost(AMPLE).until(session.ended()::isDone);
    }

    @Test
    void who_decides_nothing_yet_has_not_answered() {
        var session = open("s-1");
        server.answer = new SessionAnswer.Turned(RefusalCode.POLICY_UNAVAILABLE, "not loaded");
        server.asked.set(0);

        watch.check(new Generation(REVISION, 2));

        await().atMost(AMPLE).until(() -> server.asked.get() > 2);
        assertThat(session.ended()).isNotDone();
        server.answer = new SessionAnswer.Turned(RefusalCode.NO_GRANT, "none");
        await().atMost(AMPLE).until(session.ended()::isDone);
    }

    @Test
    void a_session_that_was_being_opened_during_a_change_is_asked_about_once_it_is_open() {
        server.asked.set(0);
        watch.check(new Generation(REVISION, 2));

        var session = open("s-1");

        await().atMost(AMPLE).until(session.ended()::isDone);
        assertThat(server.asked).hasValue(1);
    }

    @Test
    void nothing_is_vouched_for_until_policy_service_says_so_again() {
        var session = open("s-1");
        vouching.told(PAYMENTS, 1, VOUCHED);
        server.silent = true;

        watch.check(new Generation(REVISION, 2));

        await().atMost(AMPLE).until(() -> vouching.of(PAYMENTS).isEmpty());
        server.answer = admitted(2);
        server.silent = false;
        await().atMost(AMPLE).until(() -> vouching.of(PAYMENTS).equals(VOUCHED));
        assertThat(session.ended()).isNotDone();
    }

    @Test
    void a_session_for_replication_ends_once_that_is_not_granted_any_more() {
        var ordinary = open("s-1");
        var streaming = open("s-2", Replication.PHYSICAL);
        server.answer = admitted(2);

        watch.check(new Generation(REVISION, 2));

        await().atMost(AMPLE).until(streaming.ended()::isDone);
        assertThat(streaming.ended()).isCompletedWithValue(SessionEnd.GRANT_REVOKED);
        assertThat(ordinary.ended()).isNotDone();
    }

    @Test
    void of_many_sessions_each_gets_its_answer() {
        var sessions = IntStream.range(0, 40).mapToObj(i -> open("s-" + i)).toList();
        server.silent = true;
        server.asked.set(0);

        watch.check(new Generation(REVISION, 2));
        await().atMost(AMPLE).until(() -> server.asked.get() >= 20);
        watch.check(new Generation(REVISION, 3));
        server.silent = false;

        for (var session : sessions) {
            await().atMost(AMPLE).until(session.ended()::isDone);
        }
    }

    @Test
    void a_session_that_is_over_before_its_turn_comes_is_asked_about_no_more() {
        int many = 200;
        var sessions = IntStream.range(0, many).mapToObj(i -> open("s-" + i)).toList();
        server.answer = new SessionAnswer.Turned(RefusalCode.POLICY_UNAVAILABLE, "not loaded");
        watch.check(new Generation(REVISION, 2));
        await().atMost(AMPLE).until(() -> watch.unanswered() == many);
        server.silent = true;
        server.asked.set(0);
        await().atMost(AMPLE).until(() -> server.asked.get() >= AT_A_TIME);

        sessions.forEach(session -> live.remove(session.attributes().id()));
        watch.check(new Generation(REVISION, 3));

        await().atMost(AMPLE).until(() -> watch.unanswered() == 0);
    }

    private static boolean isAnswered(PolicyClient client) {
        return client.warmUp()
                .map(true)
                .otherwise(false)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private Open open(String id) {
        return open(id, Replication.NONE);
    }

    private Open open(String id, Replication replication) {
        var attributes =
                new SessionAttributes(
                        new SessionId(id),
                        ALICE,
                        PAYMENTS,
                        "postgres",
                        "127.0.0.1",
                        null,
                        null,
                        replication);
        var session = new Open(attributes, new CompletableFuture<>());
        live.add(session);
        return session;
    }

    private static SessionAnswer admitted(long generation) {
        var spec =
                new TargetSpec(
                        "postgres",
                        "localhost",
                        5432,
                        "payments",
                        "app",
                        "env:PAYMENTS",
                        "disable",
                        Map.of(),
                        VOUCHED);
        return new SessionAnswer.Admitted(PAYMENTS, spec, List.of(), generation);
    }
}

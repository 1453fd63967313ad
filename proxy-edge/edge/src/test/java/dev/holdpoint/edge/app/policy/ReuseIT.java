package dev.holdpoint.edge.app.policy;

import static dev.holdpoint.edge.app.log.Sample.ALICE;
import static dev.holdpoint.edge.app.log.Sample.PAYMENTS;
import static dev.holdpoint.edge.app.log.Sample.READ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.edge.app.OnContext;
import dev.holdpoint.edge.app.log.Sample;
import dev.holdpoint.edge.app.policy.PolicyWatch.Heard;
import dev.holdpoint.edge.decide.DecisionRequest;
import dev.holdpoint.edge.decide.DecisionRequest.Approved;
import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.policy.contract.Generation;
import dev.holdpoint.policy.contract.Input;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Decisions used again, against a policy-service that counts how often it is asked. */
class ReuseIT {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private volatile Instant now = NOON;
    private final InstantSource clock = () -> now;
    private PolicyServer server;
    private ManagedChannel channel;
    private PolicyClient client;
    private PolicyWatch watch;
    private GrpcPolicyDecisionPoint policy;

    @BeforeEach
    void start() throws Exception {
        server = new PolicyServer(0);
        server.inputs = Set.of();
        channel =
                Grpc.newChannelBuilder(
                                "localhost:" + server.port(), InsecureChannelCredentials.create())
                        .build();
        client = new PolicyClient(new OnContext(vertx), channel);
        watch = new PolicyWatch(vertx, channel, "edge-1/i-1", _ -> {});
        get(watch.open());
        policy = new GrpcPolicyDecisionPoint(client, watch::heard, clock);
        await().until(() -> decide().equals(Sample.allow()));
        server.asked.set(0);
    }

    @AfterEach
    void stop() {
        watch.close();
        channel.shutdownNow();
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void what_was_decided_is_decided_again_at_once_and_without_asking() {
        var again = policy.decide(request("s-2", READ, SessionUse.NONE, null));

        assertThat(again.isComplete()).isTrue();
        assertThat(again.result().decision()).isEqualTo(Sample.allow());
        assertThat(server.asked).hasValue(0);
    }

    @Test
    void another_command_address_or_application_is_asked_about() throws Exception {
        get(policy.decide(request("s-1", READ.estimating(7), SessionUse.NONE, null)));
        get(policy.decide(request("s-1", READ, new SessionUse("", "10.0.0.1", 1, 0, 0), null)));
        get(policy.decide(request("s-1", READ, new SessionUse("psql", "", 1, 0, 0), null)));

        assertThat(server.asked).hasValue(3);
    }

    @Test
    void how_much_was_used_so_far_makes_no_difference_to_what_does_not_depend_on_it()
            throws Exception {
        get(policy.decide(request("s-1", READ, new SessionUse("", "", 500, 9, 9), null)));

        assertThat(server.asked).hasValue(0);
    }

    @Test
    void a_new_generation_is_asked_again_from_its_announcement_on() throws Exception {
        server.decision = Sample.deny();
        assertThat(decide()).isEqualTo(Sample.allow());

        server.announce(2);
        await().atMost(Duration.ofSeconds(5)).until(() -> decide().equals(Sample.deny()));
        assertThat(server.asked).hasValue(1);
    }

    @Test
    void an_answer_of_another_generation_than_the_announced_one_is_not_kept() throws Exception {
        server.answersOf(7);

        get(policy.decide(request("s-1", READ.estimating(1), SessionUse.NONE, null)));
        get(policy.decide(request("s-1", READ.estimating(1), SessionUse.NONE, null)));

        assertThat(server.asked).hasValue(2);
    }

    @Test
    void a_hold_an_approval_and_what_depends_on_use_are_asked_every_time() throws Exception {
        server.announce(2);
        server.decision = Sample.hold();
        await().atMost(Duration.ofSeconds(5)).until(() -> decide().equals(Sample.hold()));
        server.asked.set(0);

        decide();
        decide();
        server.decision = Sample.allow();
        var approved = new Approved(new HoldId("h-1"), Sample.TERMS);
        get(policy.decide(request("s-1", READ, SessionUse.NONE, approved)));
        get(policy.decide(request("s-1", READ, SessionUse.NONE, approved)));
        server.inputs = Set.of(Input.COMMANDS_LAST_MINUTE);
        decide();
        decide();

        assertThat(server.asked).hasValue(6);
    }

    @Test
    void a_grants_end_ends_the_reuse() throws Exception {
        server.announce(2);
        server.reusableUntil = NOON.plusSeconds(60);
        server.decision = Sample.deny();
        await().atMost(Duration.ofSeconds(5)).until(() -> decide().equals(Sample.deny()));
        server.asked.set(0);

        now = NOON.plusSeconds(59);
        decide();
        assertThat(server.asked).hasValue(0);
        now = NOON.plusSeconds(60);
        decide();
        assertThat(server.asked).hasValue(1);
    }

    @Test
    void a_lost_line_ends_the_reuse_before_its_silence_is_noticed() {
        server.cutLines();

        await().atMost(Duration.ofSeconds(6)).until(this::isAskedAgain);
        assertThat(watch.heard()).matches(heard -> heard == null || !heard.isReusable());
    }

    @Test
    void what_was_decided_by_an_older_generation_than_the_announced_one_is_not_used_again()
            throws Exception {
        server.announce(2);
        await().atMost(Duration.ofSeconds(5)).until(() -> hears(2));
        server.announce(1);
        await().atMost(Duration.ofSeconds(5)).until(() -> hears(1));

        decide();
        decide();

        assertThat(server.asked).hasValue(2);
    }

    @Test
    void what_was_decided_before_the_latest_generation_was_lost_is_not_used_again()
            throws Exception {
        var heard =
                new AtomicReference<>(new Heard(new Generation(Sample.REVISION, 1), 1, 0, true));
        var point = new GrpcPolicyDecisionPoint(client, heard::get, clock);
        var request = request("s-1", READ, SessionUse.NONE, null);
        get(point.decide(request));
        get(point.decide(request));
        assertThat(server.asked).hasValue(1);

        heard.set(new Heard(new Generation(Sample.REVISION, 1), 1, 1, true));
        get(point.decide(request));
        get(point.decide(request));
        get(point.decide(request));

        assertThat(server.asked).hasValue(3);
    }

    @Test
    void without_heartbeats_what_was_decided_is_denied() {
        server.close();

        await().atMost(Duration.ofSeconds(6)).until(() -> !watch.isLive());
        assertThat(policy.decide(request("s-1", READ, SessionUse.NONE, null)).result().decision())
                .isInstanceOfSatisfying(
                        Decision.Deny.class,
                        deny -> assertThat(deny.code()).isEqualTo(RefusalCode.POLICY_UNAVAILABLE));
    }

    private boolean hears(long number) {
        var heard = watch.heard();
        return heard != null && heard.generation().number() == number;
    }

    private boolean isAskedAgain() throws Exception {
        int before = server.asked.get();
        return decide().equals(Sample.allow()) && server.asked.get() > before;
    }

    private Decision decide() throws Exception {
        return get(policy.decide(request("s-1", READ, SessionUse.NONE, null))).decision();
    }

    private static DecisionRequest request(
            String session, CommandFacts facts, SessionUse use, @Nullable Approved approved) {
        var attributes =
                new SessionAttributes(
                        new SessionId(session), ALICE, PAYMENTS, "postgres", "", null, null);
        return new DecisionRequest(
                attributes, new CommandId("c"), facts, use, null, Map.of(), approved);
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}

package dev.holdpoint.policy;

import static dev.holdpoint.policy.evaluate.Asking.AGENT;
import static dev.holdpoint.policy.evaluate.Asking.PAYMENTS;
import static dev.holdpoint.policy.evaluate.Asking.command;

import dev.holdpoint.eventlog.KafkaEventAppender;
import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.eventlog.Topics;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventId;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.Evaluator;
import dev.holdpoint.policy.revision.Rulebooks;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;

/** An agent of its own, whose commands are put on the real log as an edge would put them. */
final class RecordedAgent implements AutoCloseable {
    private final Rulebooks rulebooks;
    private final Principal agent = newAgent();
    private final KafkaEventAppender appender;
    private int recorded;

    RecordedAgent(Rulebooks rulebooks, Vertx vertx) throws Exception {
        this.rulebooks = rulebooks;
        var servers =
                ConfigProvider.getConfig()
                        .getValue("holdpoint.kafka.bootstrap-servers", String.class);
        var log = new LogSettings(servers, "test", Duration.ofSeconds(20), Map.of());
        get(Topics.ensure(vertx, log, (short) 1));
        appender = new KafkaEventAppender(vertx, log);
    }

    Principal agent() {
        return agent;
    }

    /** What is decided of a command by now. */
    Decision decide(Effect effect) {
        return Evaluator.decide(rulebooks.current(), query(effect), Instant.now(), Asking.ample())
                .decision();
    }

    private DecisionQuery query(Effect effect) {
        return new DecisionQuery(
                agent,
                PAYMENTS,
                new SessionId("s-" + agent.name()),
                new CommandId("c-" + agent.name() + "-" + recorded),
                command("SELECT", effect),
                SessionUse.NONE,
                null,
                Map.of(),
                null);
    }

    /** Puts a command on the log as it is decided now. */
    void record(Effect effect) throws Exception {
        var query = query(effect);
        var decision = decide(effect);
        recorded++;
        var event =
                new CommandDecided(
                        query.session(),
                        query.command(),
                        agent,
                        PAYMENTS,
                        new Digest("sha256:" + "0".repeat(64)),
                        "SELECT 1",
                        List.of(),
                        query.facts(),
                        query.use(),
                        null,
                        Map.of(),
                        decision,
                        decision instanceof Decision.Hold ? new HoldId("h-" + recorded) : null,
                        null,
                        null,
                        null,
                        null);
        get(
                appender.append(
                        new Envelope<>(
                                new EventId(UUID.randomUUID().toString()),
                                new StreamId(query.session().value()),
                                recorded,
                                Instant.now(),
                                Actor.of(agent.id()),
                                "proxy-edge/test",
                                null,
                                event)));
    }

    private static Principal newAgent() {
        var name = "agent-" + UUID.randomUUID();
        return new Principal(
                Asking.human(name).id(), name, PrincipalKind.AGENT, AGENT.groups(), null);
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        appender.close();
    }
}

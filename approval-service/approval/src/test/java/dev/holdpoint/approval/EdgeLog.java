package dev.holdpoint.approval;

import dev.holdpoint.approval.hold.Holds;
import dev.holdpoint.eventlog.KafkaEventAppender;
import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandEvent.CommandRefused;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventId;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionEnd;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.events.TargetPlan;
import dev.holdpoint.events.Uuid7;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** An edge as the log sees it: one session of one principal. */
public final class EdgeLog {
    private static final Uuid7 IDS = new Uuid7(InstantSource.system());

    private static final String JUSTIFICATION = "ticket 7";
    private static final Map<String, String> TAGS = Map.of("traceparent", "00-1-2-01");

    public final SessionId session = new SessionId(IDS.next());
    private final KafkaEventAppender appender;
    private final Principal principal;
    private final AtomicLong sequence = new AtomicLong();

    public EdgeLog(KafkaEventAppender appender, Principal principal) {
        this.appender = appender;
        this.principal = principal;
    }

    public static KafkaEventAppender appender(Vertx vertx, String bootstrapServers) {
        return new KafkaEventAppender(
                vertx,
                new LogSettings(bootstrapServers, "edge-test", Duration.ofSeconds(10), Map.of()));
    }

    public static HoldTerms terms(long expiresAfterSeconds) {
        return terms(expiresAfterSeconds, 1);
    }

    public static HoldTerms terms(long expiresAfterSeconds, int votes) {
        return HoldTerms.waiting(
                List.of(new QuorumPart("dba", votes)),
                expiresAfterSeconds,
                false,
                new InTransaction.Deny());
    }

    /** A held command of this session; the hold as it should be placed. */
    public HoldPlaced held(HoldTerms terms) {
        return held(terms, Holds.DIGEST);
    }

    /** A held command of this session that would do what the digest says. */
    public HoldPlaced held(HoldTerms terms, Digest digest) {
        return held(terms, sample -> Holds.with(sample, digest));
    }

    /** A held command of this session with that text. */
    public HoldPlaced held(HoldTerms terms, String text) {
        return held(terms, sample -> Holds.with(sample, sample.digest(), text));
    }

    /** A held command of this session of which its target was asked for a plan. */
    public HoldPlaced held(HoldTerms terms, TargetPlan plan) {
        return held(terms, sample -> sample.planned(plan));
    }

    private HoldPlaced held(HoldTerms terms, UnaryOperator<HoldPlaced> another) {
        var sample = another.apply(Holds.placed(new HoldId(IDS.next()), principal, terms));
        var command = new CommandId(IDS.next());
        var envelope = append(decided(sample, command, terms));
        return new HoldPlaced(
                sample.hold(),
                command,
                session,
                principal,
                sample.target(),
                sample.digest(),
                sample.text(),
                sample.parameters(),
                sample.facts(),
                JUSTIFICATION,
                TAGS,
                sample.revision(),
                sample.rules(),
                sample.reason(),
                terms,
                envelope.time().plusSeconds(terms.expiresAfterSeconds()),
                sample.plan());
    }

    private CommandDecided decided(HoldPlaced sample, CommandId command, HoldTerms terms) {
        return new CommandDecided(
                session,
                command,
                principal,
                sample.target(),
                sample.digest(),
                sample.text(),
                sample.parameters(),
                sample.facts(),
                SessionUse.NONE,
                JUSTIFICATION,
                TAGS,
                new Decision.Hold(sample.revision(), sample.rules(), sample.reason(), terms),
                sample.hold(),
                null,
                null,
                null,
                sample.plan());
    }

    public void refused(HoldPlaced hold, RefusalCode code, String reason) {
        append(new CommandRefused(session, hold.command(), code, reason));
    }

    public void closed() {
        append(new SessionClosed(session, SessionEnd.EDGE_LOST, sequence.get()));
    }

    private Envelope<?> append(HoldpointEvent event) {
        var envelope =
                new Envelope<>(
                        new EventId(IDS.next()),
                        new StreamId(session.value()),
                        sequence.incrementAndGet(),
                        Instant.now().truncatedTo(ChronoUnit.MICROS),
                        Actor.of(principal.id()),
                        "proxy-edge/edge-test",
                        null,
                        event);
        appender.append(envelope)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        return envelope;
    }
}

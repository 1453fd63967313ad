package dev.holdpoint.audit.api;

import dev.holdpoint.events.Actor;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandEvent.StatementFacts;
import dev.holdpoint.events.CommandEvent.StatementList;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.DelegationId;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventId;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.HoldEscalated;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldEvent.HoldReleased;
import dev.holdpoint.events.HoldEvent.HoldReminded;
import dev.holdpoint.events.HoldEvent.InPlaceOf;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.MaskUse;
import dev.holdpoint.events.Outcome;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.SessionEnd;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import dev.holdpoint.events.SessionEvent.SessionOpened;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.events.Vote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A session of support-agent, acting for alice: one held update that bob releases. */
final class Story {
    private static final Instant NOON = Instant.parse("2024-11-21T12:00:00Z");
    private static final RevisionId REVISION = new RevisionId("sha256:r1");
    private static final Digest DIGEST = new Digest("sha256:" + "0".repeat(64));
    private static final TargetName TARGET = new TargetName("payments");
    private static final String TEXT = "UPDATE orders SET status='refunded' WHERE id=1";
    private static final StatementList STATEMENTS =
            new StatementList(
                    List.of(
                            new StatementFacts(
                                    "UPDATE",
                                    List.of(Effect.WRITE),
                                    List.of(),
                                    List.of("public.orders"),
                                    "18:1")),
                    1);
    private static final CommandFacts FACTS =
            new CommandFacts(
                    List.of("UPDATE"),
                    List.of(Effect.WRITE),
                    List.of(),
                    List.of("orders"),
                    List.of("status", "id"),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    true,
                    false,
                    null,
                    "f");

    final SessionId session = new SessionId(UUID.randomUUID().toString());
    final HoldId hold = new HoldId(UUID.randomUUID().toString());
    final List<Envelope<?>> events = new ArrayList<>();
    private final CommandId command = new CommandId(UUID.randomUUID().toString());
    private final Principal agent;
    private final String issuer;

    Story(String issuer) {
        this.issuer = issuer;
        this.agent =
                new Principal(
                        new PrincipalId(issuer, "support-agent"),
                        "support-agent",
                        PrincipalKind.AGENT,
                        List.of("agents"),
                        new PrincipalId(issuer, "alice"));
        tellSession();
        tellHold();
    }

    private void tellSession() {
        var terms =
                HoldTerms.waiting(
                        List.of(new QuorumPart("dba", 1)), 900, true, new InTransaction.Deny());
        add(
                session.value(),
                1,
                new SessionOpened(
                        session,
                        agent,
                        TARGET,
                        "postgres",
                        "edge-1",
                        "127.0.0.1:4711",
                        "psql",
                        List.of(),
                        null));
        var rules = List.of("payments/writes-by-agents");
        add(
                session.value(),
                2,
                decided(command, new Decision.Hold(REVISION, rules, "ask", terms), null));
        add(session.value(), 3, decided(command, allowed(rules), hold));
        add(
                session.value(),
                4,
                new CommandCompleted(
                        session,
                        command,
                        Outcome.OK,
                        1,
                        List.of(new MaskUse("payments/cards", "a.b.c", 3)),
                        null));
        add(session.value(), 5, new SessionClosed(session, SessionEnd.CLIENT_CLOSED, 1));
    }

    private static Decision allowed(List<String> rules) {
        return new Decision.Allow(REVISION, rules, "released", List.of());
    }

    /** One more command of the session, allowed. */
    CommandDecided decided(CommandId another) {
        return decided(another, allowed(List.of()), null);
    }

    private CommandDecided decided(CommandId which, Decision decision, @Nullable HoldId approval) {
        return new CommandDecided(
                session,
                which,
                agent,
                TARGET,
                DIGEST,
                TEXT,
                List.of("a", "NULL"),
                FACTS,
                SessionUse.NONE,
                null,
                Map.of(),
                decision,
                decision instanceof Decision.Hold ? hold : null,
                approval,
                null,
                STATEMENTS,
                null);
    }

    private void tellHold() {
        var terms =
                HoldTerms.waiting(
                        List.of(new QuorumPart("dba", 1)), 900, true, new InTransaction.Deny());
        add(
                hold.value(),
                1,
                new HoldPlaced(
                        hold,
                        command,
                        session,
                        agent,
                        TARGET,
                        DIGEST,
                        TEXT,
                        List.of(),
                        FACTS,
                        null,
                        Map.of(),
                        REVISION,
                        List.of("payments/writes-by-agents"),
                        "ask",
                        terms,
                        NOON.plusSeconds(900),
                        null));
        var bob = new PrincipalId(issuer, "bob");
        add(hold.value(), 2, new HoldReminded(hold));
        add(hold.value(), 3, new HoldEscalated(hold, List.of("leads")));
        var bea = new InPlaceOf(new PrincipalId(bob.issuer(), "bea"), new DelegationId("d-1"));
        var dba = List.of("dba");
        add(hold.value(), 4, new VoteCast(hold, bob, dba, Vote.APPROVE, "agreed", null, bea));
        add(hold.value(), 5, new HoldReleased(hold, NOON.plusSeconds(33)));
    }

    void add(String stream, long sequence, HoldpointEvent event) {
        boolean ofHold = event instanceof HoldEvent;
        events.add(
                new Envelope<>(
                        new EventId(UUID.randomUUID().toString()),
                        new StreamId(stream),
                        sequence,
                        NOON.plusSeconds(sequence),
                        Actor.of(agent.id()),
                        ofHold ? "approval-service/test" : "proxy-edge/test",
                        null,
                        event));
    }
}

package dev.holdpoint.approval.hold;

import dev.holdpoint.approval.hold.HoldAction.Approve;
import dev.holdpoint.approval.hold.HoldAction.Claim;
import dev.holdpoint.approval.hold.HoldAction.Deny;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventId;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldEvent.HoldReleased;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldMode;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.Escalation;
import dev.holdpoint.events.HoldTerms.FollowUp;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.HoldTerms.Stage;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.events.Vote;
import dev.holdpoint.testkit.GivenEvents;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** People, holds and moments for tests. */
public final class Holds {
    public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    public static final Instant EXPIRY = NOON.plusSeconds(900);
    public static final HoldId HOLD = new HoldId("h-1");
    public static final SessionId SESSION = new SessionId("s-1");
    public static final CommandId COMMAND = new CommandId("c-1");
    public static final Digest DIGEST = new Digest("sha256:" + "a".repeat(64));
    public static final Digest OTHER_DIGEST = new Digest("sha256:" + "b".repeat(64));

    public static final Principal ALICE = person("alice", "engineers", "dba");
    public static final Principal BOB = person("bob", "dba");
    public static final Principal BEA = person("bea", "dba");
    public static final Principal CAROL = person("carol", "security", "dba");
    public static final Principal ERIN = person("erin", "engineers");
    public static final Principal AGENT = agentOf("support-agent", ALICE.id());

    private Holds() {}

    static GivenEvents<HoldState, HoldAction, HoldEvent> given(HoldEvent... events) {
        return given(People.UNLINKED, events);
    }

    static GivenEvents<HoldState, HoldAction, HoldEvent> given(People people, HoldEvent... events) {
        var decider = new HoldDecider(people);
        return GivenEvents.to(decider.initial(), decider::evolve, decider::decide)
                .given(List.of(events));
    }

    public static Principal person(String name, String... groups) {
        return principal(name, PrincipalKind.HUMAN, null, groups);
    }

    public static Principal agentOf(String name, PrincipalId human, String... groups) {
        return principal(name, PrincipalKind.AGENT, human, groups);
    }

    static Principal principal(
            String name, PrincipalKind kind, @Nullable PrincipalId human, String... groups) {
        var id = new PrincipalId("http://issuer", name);
        return new Principal(id, name, kind, List.of(groups), human);
    }

    static HoldTerms terms(QuorumPart... parts) {
        return HoldTerms.waiting(List.of(parts), 900, false, new InTransaction.Deny());
    }

    public static HoldTerms ticket(QuorumPart... parts) {
        return new HoldTerms(
                List.of(parts), 900, HoldMode.TICKET, false, new InTransaction.Deny(), 0, 600);
    }

    public static HoldTerms staged(Stage... stages) {
        return new HoldTerms(
                List.of(),
                900,
                HoldMode.WAIT,
                false,
                new InTransaction.Deny(),
                0,
                HoldTerms.DEFAULT_WINDOW_SECONDS,
                List.of(stages),
                null,
                null);
    }

    /** The same with a reminder and an escalation after so many seconds. */
    public static HoldTerms following(HoldTerms terms, long remind, long escalate, String to) {
        return new HoldTerms(
                terms.quorum(),
                terms.expiresAfterSeconds(),
                terms.mode(),
                terms.justificationRequired(),
                terms.inTransaction(),
                terms.ticketAfterSeconds(),
                terms.windowSeconds(),
                terms.stages(),
                new FollowUp(remind, new Escalation(escalate, List.of(to))),
                terms.breakGlass());
    }

    public static Stage stage(QuorumPart... parts) {
        return new Stage(List.of(parts));
    }

    static QuorumPart dba(int votes) {
        return new QuorumPart("dba", votes);
    }

    static QuorumPart security(int votes) {
        return new QuorumPart("security", votes);
    }

    /** Placed at noon by the agent that acts for alice; one dba releases it. */
    static HoldPlaced placed() {
        return placed(terms(dba(1)));
    }

    static HoldPlaced placed(HoldTerms terms) {
        return placed(HOLD, AGENT, terms);
    }

    public static HoldPlaced placed(HoldId hold, Principal requester, HoldTerms terms) {
        return new HoldPlaced(
                hold,
                COMMAND,
                SESSION,
                requester,
                new TargetName("payments"),
                DIGEST,
                "UPDATE orders SET status = $1 WHERE id = 1",
                List.of("refunded"),
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
                        "f"),
                null,
                Map.of(),
                new RevisionId("sha256:1"),
                List.of("payments/writes-by-agents"),
                "Writes by agents need a second person.",
                terms,
                EXPIRY,
                null);
    }

    /** The same hold of another command. */
    public static HoldPlaced with(HoldPlaced sample, Digest digest) {
        return with(sample, digest, sample.text());
    }

    /** The same hold of another command with another text. */
    public static HoldPlaced with(HoldPlaced sample, Digest digest, String text) {
        return new HoldPlaced(
                sample.hold(),
                sample.command(),
                sample.session(),
                sample.requester(),
                sample.target(),
                digest,
                text,
                sample.parameters(),
                sample.facts(),
                sample.justification(),
                sample.tags(),
                sample.revision(),
                sample.rules(),
                sample.reason(),
                sample.terms(),
                sample.expiresAt(),
                null);
    }

    /** An event of a hold as approval-service writes it. */
    public static Envelope<HoldEvent> envelope(
            String id, long sequence, Instant at, HoldEvent event) {
        return envelope(id, event.hold().value(), sequence, at, event);
    }

    /** As approval-service appends it. */
    public static <E extends HoldpointEvent> Envelope<E> envelope(
            String id, String stream, long sequence, Instant at, E event) {
        return new Envelope<>(
                new EventId(id),
                new StreamId(stream),
                sequence,
                at,
                Actor.service("approval-service"),
                "approval-service",
                null,
                event);
    }

    static Approve approve(Principal voter) {
        return new Approve(voter, "agreed", NOON.plusSeconds(60));
    }

    static Deny deny(Principal voter) {
        return new Deny(voter, "no", NOON.plusSeconds(60));
    }

    static Claim claim() {
        return claim(NOON.plusSeconds(61));
    }

    static Claim claim(Instant at) {
        return claim(at, Map.of());
    }

    static Claim claim(Instant at, Map<PrincipalId, List<String>> groups) {
        return new Claim(SESSION, COMMAND, DIGEST, "edge-1", at, lookedUp(groups));
    }

    /** As they are after everybody was looked up, and these were known. */
    public static Approvers lookedUp(Map<PrincipalId, List<String>> known) {
        var people = Stream.of(ALICE, BOB, BEA, CAROL, ERIN).map(Principal::id);
        return new Approvers(
                Stream.concat(people, known.keySet().stream()).collect(Collectors.toSet()), known);
    }

    static VoteCast approved(Principal voter, String... groups) {
        return new VoteCast(HOLD, voter.id(), List.of(groups), Vote.APPROVE, "agreed");
    }

    static VoteCast approvedIn(int stage, Principal voter, String... groups) {
        return new VoteCast(HOLD, voter.id(), List.of(groups), Vote.APPROVE, "agreed", stage, null);
    }

    static VoteCast denied(Principal voter) {
        return new VoteCast(HOLD, voter.id(), List.of("dba"), Vote.DENY, "no");
    }

    static HoldReleased released() {
        return new HoldReleased(HOLD, NOON.plusSeconds(90));
    }
}

package dev.holdpoint.events.json;

import dev.holdpoint.events.ChatEvent.ChatLinked;
import dev.holdpoint.events.ChatEvent.ChatUnlinked;
import dev.holdpoint.events.ChatMember;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandRefused;
import dev.holdpoint.events.CommandEvent.ResultRecorded;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.DelegationEvent.DelegationGiven;
import dev.holdpoint.events.DelegationEvent.DelegationRevoked;
import dev.holdpoint.events.DelegationId;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent.GrantExpired;
import dev.holdpoint.events.GrantEvent.GrantIssued;
import dev.holdpoint.events.GrantEvent.GrantNarrowed;
import dev.holdpoint.events.GrantEvent.GrantReviewed;
import dev.holdpoint.events.GrantEvent.GrantRevoked;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantEvent.GrantSuspended;
import dev.holdpoint.events.GrantEvent.GrantWithheld;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.HoldEvent.GlassBroken;
import dev.holdpoint.events.HoldEvent.HoldClaimed;
import dev.holdpoint.events.HoldEvent.HoldEscalated;
import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.HoldEvent.HoldJudged;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldEvent.HoldRefused;
import dev.holdpoint.events.HoldEvent.HoldReleased;
import dev.holdpoint.events.HoldEvent.HoldReminded;
import dev.holdpoint.events.HoldEvent.HoldWithdrawn;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.HoldEvent.VoteRetracted;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldMode;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.Judgement;
import dev.holdpoint.events.LedgerEvent.CheckpointSigned;
import dev.holdpoint.events.LedgerEvent.LedgerGapFound;
import dev.holdpoint.events.MaskUse;
import dev.holdpoint.events.Outcome;
import dev.holdpoint.events.PolicyEvent.PolicyActivated;
import dev.holdpoint.events.PolicyEvent.PolicyPublished;
import dev.holdpoint.events.PolicyEvent.PolicyRetired;
import dev.holdpoint.events.PolicyEvent.PolicyShadowed;
import dev.holdpoint.events.PolicyEvent.PolicySource;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.RecordingEvent.ResultChunk;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.RegisterEvent.RegisterSealed;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.SessionEnd;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import dev.holdpoint.events.SessionEvent.SessionOpened;
import dev.holdpoint.events.SessionEvent.SessionRefused;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.TargetEvent.TargetChanged;
import dev.holdpoint.events.TargetEvent.TargetRegistered;
import dev.holdpoint.events.TargetEvent.TargetRemoved;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.events.TargetPlan;
import dev.holdpoint.events.Vote;
import dev.holdpoint.events.VouchedFunction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One event of every type, as the golden files have it. */
final class GoldenEvents {
    private static final SessionId SESSION = new SessionId("s-1");
    private static final CommandId COMMAND = new CommandId("c-1");
    static final HoldId HOLD = new HoldId("h-1");
    static final GrantId GRANT = new GrantId("payments-support");
    static final TargetName TARGET = new TargetName("payments");
    static final RevisionId REVISION = new RevisionId("sha256:r1");
    private static final PrincipalId CAROL = new PrincipalId("http://issuer", "carol");
    private static final PrincipalId BOB = new PrincipalId("http://issuer", "bob");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456Z");
    private static final Digest DIGEST = new Digest("sha256:" + "0".repeat(64));
    private static final HoldTerms TERMS =
            new HoldTerms(
                    List.of(new HoldTerms.QuorumPart("dba", 1)),
                    900,
                    HoldMode.TICKET,
                    true,
                    new InTransaction.Wait(60),
                    30,
                    900);

    private GoldenEvents() {}

    static Stream<HoldpointEvent> all() {
        return Stream.of(
                        sessions(),
                        commands(),
                        recordings(),
                        holds(),
                        delegations(),
                        GoldenAccess.all(),
                        chats(),
                        policy(),
                        grants(),
                        ledger())
                .flatMap(family -> family);
    }

    private static Stream<HoldpointEvent> sessions() {
        return Stream.of(
                new SessionOpened(
                        SESSION,
                        Samples.AGENT,
                        TARGET,
                        "postgres",
                        "edge-1",
                        "127.0.0.1:50000",
                        "psql",
                        List.of(GRANT),
                        NOON),
                new SessionRefused(
                        SESSION,
                        null,
                        "mallory",
                        null,
                        "postgres",
                        "edge-1",
                        "127.0.0.1:50000",
                        RefusalCode.AUTHENTICATION_FAILED,
                        "the password does not match"),
                new SessionClosed(SESSION, SessionEnd.CLIENT_CLOSED, 3));
    }

    private static Stream<HoldpointEvent> commands() {
        return Stream.of(
                Samples.commandDecided(),
                new CommandRefused(SESSION, COMMAND, RefusalCode.HOLD_EXPIRED, "nobody decided"),
                new CommandCompleted(
                        SESSION,
                        COMMAND,
                        Outcome.ERROR,
                        0,
                        List.of(
                                new MaskUse("payments/cards", "public.customers.card_number", 7),
                                new MaskUse(null, "computed: max", 1)),
                        "42P01"),
                new ResultRecorded(SESSION, COMMAND, 2, 65_540, DIGEST));
    }

    private static Stream<HoldpointEvent> recordings() {
        return Stream.of(
                new ResultChunk(SESSION, COMMAND, 2, DIGEST, DIGEST, "postgresql-3", "QwAAAA=="));
    }

    private static Stream<HoldpointEvent> holds() {
        return Stream.of(
                placed(),
                new VoteCast(HOLD, BOB, List.of("dba"), Vote.APPROVE, "ticket 7"),
                new VoteRetracted(HOLD, BOB, "wrong ticket"),
                new HoldReminded(HOLD),
                new HoldEscalated(HOLD, List.of("leads")),
                new GlassBroken(HOLD, CAROL, List.of("on-call"), "the shop is down"),
                new HoldReleased(HOLD, NOON),
                new HoldRefused(HOLD, BOB, "not today"),
                new HoldExpired(HOLD),
                new HoldWithdrawn(HOLD, RefusalCode.CLIENT_CANCELLED, "cancelled by the client"),
                new HoldClaimed(HOLD, "edge-1", SESSION, COMMAND),
                new HoldJudged(HOLD, CAROL, Judgement.BAD, "nobody asked the customer"));
    }

    private static Stream<HoldpointEvent> delegations() {
        var delegation = new DelegationId("d-1");
        return Stream.of(
                new DelegationGiven(
                        delegation,
                        BOB,
                        new PrincipalId("http://issuer", "bea"),
                        List.of("dba"),
                        NOON,
                        NOON.plusSeconds(86_400),
                        "away"),
                new DelegationRevoked(delegation, "back early"));
    }

    private static Stream<HoldpointEvent> chats() {
        var member = new ChatMember("slack", "T0HOLD", "U0BOB");
        return Stream.of(new ChatLinked(member, BOB), new ChatUnlinked(member, BOB));
    }

    static HoldPlaced placed() {
        return new HoldPlaced(
                HOLD,
                COMMAND,
                SESSION,
                Samples.AGENT,
                TARGET,
                DIGEST,
                "UPDATE orders SET status = $1 WHERE id = 1 -- \u20ac \ud83d\ude00 \"x\"\n",
                List.of("'refunded'", "NULL"),
                Samples.FACTS.estimating(1),
                "ticket 7",
                Samples.TAGS,
                REVISION,
                List.of("payments/writes-by-agents"),
                "writes by agents wait",
                TERMS,
                NOON,
                new TargetPlan.Unplanned("the target took too long to plan it"));
    }

    static TargetSpec spec(VouchedFunction... vouched) {
        return new TargetSpec(
                "postgres",
                "db.internal",
                5432,
                "payments",
                "payments_app",
                "file:secrets/payments",
                "verify-full",
                Map.of("data", "payments", "env", "demo"),
                List.of(vouched));
    }

    private static Stream<HoldpointEvent> policy() {
        var spec = spec(vouched());
        return Stream.of(
                new TargetRegistered(TARGET, spec, "rest"),
                new TargetChanged(TARGET, spec),
                new TargetRemoved(TARGET),
                published("rest", Samples.AGENT.onBehalfOf(), "a\nsigned\nnote\n"),
                new PolicyActivated(REVISION, 7, Samples.AGENT.onBehalfOf(), "a\nsigned\nnote\n"),
                new PolicyShadowed(REVISION, Samples.AGENT.onBehalfOf()),
                new PolicyRetired(REVISION));
    }

    static PolicyPublished published(
            String origin, @Nullable PrincipalId onBehalfOf, @Nullable String note) {
        return new PolicyPublished(
                REVISION,
                List.of(new PolicySource("payments.yaml", "kind: Policy\n")),
                origin,
                onBehalfOf,
                note);
    }

    private static Stream<HoldpointEvent> grants() {
        var spec = grant("rest", "payments-reader", BOB);
        return Stream.of(
                new GrantIssued(GRANT, spec, "ticket 7"),
                new GrantNarrowed(GRANT, spec, "less is enough"),
                new GrantReviewed(GRANT, NOON, "still needed"),
                new GrantSuspended(GRANT),
                new GrantRevoked(GRANT, "no longer needed", true),
                new GrantExpired(GRANT),
                new GrantWithheld(GRANT, "policy offers it no more"),
                new RegisterSealed(3, 2, DIGEST, "a\nsigned\nnote\n"));
    }

    static VouchedFunction vouched() {
        return new VouchedFunction(
                "public.note(integer)",
                List.of(Effect.READ, Effect.WRITE),
                List.of("public.orders"),
                List.of("public.notes"),
                DIGEST);
    }

    static GrantSpec grant(String origin, @Nullable String role, @Nullable PrincipalId issuedBy) {
        return new GrantSpec(
                List.of("support-agent"),
                List.of("agents"),
                List.of(TARGET),
                Map.of("data", "payments"),
                List.of(Effect.READ, Effect.WRITE),
                "carol",
                NOON,
                null,
                origin,
                role,
                issuedBy,
                null);
    }

    private static Stream<HoldpointEvent> ledger() {
        return Stream.of(
                new CheckpointSigned(
                        "holdpoint.dev/ledger/local", 7, "cm9vdA==", "a\nsigned\nnote\n"),
                new LedgerGapFound("holdpoint.dev/ledger/local", "s-1", 2, 4));
    }
}

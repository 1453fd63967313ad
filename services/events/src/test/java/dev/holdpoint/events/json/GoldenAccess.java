package dev.holdpoint.events.json;

import dev.holdpoint.events.AccessEvent.AccessApproved;
import dev.holdpoint.events.AccessEvent.AccessExpired;
import dev.holdpoint.events.AccessEvent.AccessRefused;
import dev.holdpoint.events.AccessEvent.AccessRequested;
import dev.holdpoint.events.AccessEvent.AccessScope;
import dev.holdpoint.events.AccessEvent.AccessTerms;
import dev.holdpoint.events.AccessEvent.AccessVoteCast;
import dev.holdpoint.events.AccessEvent.AccessWithdrawn;
import dev.holdpoint.events.AccessRequestId;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.HoldTerms.Only;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.Vote;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** One event of every type about requests for access. */
final class GoldenAccess {
    private static final AccessRequestId REQUEST = new AccessRequestId("r-1");
    private static final PrincipalId BOB = new PrincipalId("http://issuer", "bob");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456Z");
    private static final AccessScope ASKED =
            new AccessScope(List.of(Effect.READ, Effect.WRITE), 28_800);
    private static final AccessScope LESS = new AccessScope(List.of(Effect.READ), 3_600);
    private static final AccessTerms TERMS =
            new AccessTerms(
                    List.of(new QuorumPart("dba", 1, new Only(List.of(), List.of("contractors")))),
                    7_200,
                    true);

    private GoldenAccess() {}

    static Stream<HoldpointEvent> all() {
        return Stream.of(
                new AccessRequested(
                        REQUEST,
                        Samples.AGENT,
                        GoldenEvents.TARGET,
                        ASKED,
                        "ticket 7",
                        GoldenEvents.REVISION,
                        List.of("payments/on-call"),
                        TERMS,
                        NOON),
                new AccessVoteCast(REQUEST, BOB, List.of("dba"), Vote.APPROVE, "an hour", LESS),
                new AccessApproved(
                        REQUEST,
                        Samples.AGENT,
                        GoldenEvents.TARGET,
                        ASKED,
                        LESS,
                        TERMS,
                        List.of(BOB),
                        "ticket 7",
                        NOON),
                new AccessRefused(REQUEST, BOB, "not today"),
                new AccessExpired(REQUEST),
                new AccessWithdrawn(REQUEST, "not needed any more"));
    }
}

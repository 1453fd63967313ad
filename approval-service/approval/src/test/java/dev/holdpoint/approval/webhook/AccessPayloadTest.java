package dev.holdpoint.approval.webhook;

import static dev.holdpoint.approval.hold.Holds.AGENT;
import static dev.holdpoint.approval.hold.Holds.BOB;
import static dev.holdpoint.approval.hold.Holds.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.approval.hold.Holds;
import dev.holdpoint.events.AccessEvent;
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
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.events.Vote;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AccessPayloadTest {
    static final AccessRequestId REQUEST = new AccessRequestId("r-1");

    private static final String CANARY = "canary-7c1d";
    private static final TargetName PAYMENTS = new TargetName("payments");
    private static final AccessScope SCOPE = new AccessScope(List.of(Effect.READ), 600);
    private static final AccessTerms TERMS =
            new AccessTerms(List.of(new QuorumPart("dba", 1)), 900, false);
    private static final AccessRequested REQUESTED =
            new AccessRequested(
                    REQUEST,
                    AGENT,
                    PAYMENTS,
                    SCOPE,
                    CANARY,
                    new RevisionId("sha256:1"),
                    List.of("payments/on-call"),
                    TERMS,
                    NOON.plusSeconds(900));

    static final List<AccessEvent> ALL =
            List.of(
                    REQUESTED,
                    new AccessVoteCast(
                            REQUEST, BOB.id(), List.of("dba"), Vote.APPROVE, CANARY, SCOPE),
                    new AccessVoteCast(REQUEST, BOB.id(), List.of("dba"), Vote.DENY, CANARY, null),
                    new AccessApproved(
                            REQUEST,
                            AGENT,
                            PAYMENTS,
                            SCOPE,
                            SCOPE,
                            TERMS,
                            List.of(BOB.id()),
                            CANARY,
                            NOON.plusSeconds(600)),
                    new AccessRefused(REQUEST, BOB.id(), CANARY),
                    new AccessExpired(REQUEST),
                    new AccessWithdrawn(REQUEST, CANARY));

    private static String told(boolean texts, AccessEvent event) {
        var envelope = Holds.envelope("e-1", "access/r-1", 3, NOON, event);
        return new AccessPayload(texts).of(envelope, event);
    }

    @Test
    void every_change_is_told_as_the_published_schema_says() throws IOException {
        var told = ALL.stream().flatMap(event -> Stream.of(told(false, event), told(true, event)));

        PayloadTest.assertSchema("access", told.toList());
    }

    @Test
    void what_people_wrote_is_told_only_where_it_was_asked_for() {
        for (var event : ALL) {
            assertThat(told(false, event)).doesNotContain(CANARY);
        }
        assertThat(told(true, REQUESTED)).contains("\"reason\":\"" + CANARY + "\"");
    }

    @Test
    void who_asks_for_what_and_who_is_asked_is_told() {
        var data = new JsonObject(told(false, REQUESTED)).getJsonObject("data");

        assertThat(data.getString("request")).isEqualTo("r-1");
        assertThat(data.getJsonObject("requester").getString("subject")).isEqualTo("support-agent");
        assertThat(data.getJsonObject("onBehalfOf").getString("subject")).isEqualTo("alice");
        assertThat(data.getJsonArray("effects")).isEqualTo(new JsonArray().add("read"));
        assertThat(data.getLong("seconds")).isEqualTo(600);
        assertThat(data.getJsonArray("quorum").encode())
                .isEqualTo("[{\"group\":\"dba\",\"votes\":1}]");
    }
}

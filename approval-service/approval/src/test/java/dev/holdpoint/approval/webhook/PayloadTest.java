package dev.holdpoint.approval.webhook;

import static dev.holdpoint.approval.hold.Holds.BOB;
import static dev.holdpoint.approval.hold.Holds.HOLD;
import static dev.holdpoint.approval.hold.Holds.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.approval.hold.Holds;
import dev.holdpoint.events.DelegationId;
import dev.holdpoint.events.HoldEvent;
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
import dev.holdpoint.events.HoldEvent.InPlaceOf;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.HoldEvent.VoteRetracted;
import dev.holdpoint.events.Judgement;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.Vote;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PayloadTest {
    private static final String CANARY = "canary-7c1d";
    private static final HoldPlaced PLACED = Holds.placed(HOLD, Holds.AGENT, EdgeLog.terms(900));
    private static final List<HoldEvent> ALL =
            List.of(
                    PLACED,
                    saying(CANARY, "key " + CANARY),
                    new VoteCast(HOLD, BOB.id(), List.of("dba"), Vote.APPROVE, CANARY),
                    new VoteCast(HOLD, BOB.id(), List.of("dba"), Vote.DENY, CANARY, 1),
                    new VoteCast(
                            HOLD,
                            BOB.id(),
                            List.of("dba"),
                            Vote.APPROVE,
                            CANARY,
                            null,
                            new InPlaceOf(Holds.CAROL.id(), new DelegationId("d-1"))),
                    new VoteRetracted(HOLD, BOB.id(), CANARY),
                    new HoldReminded(HOLD),
                    new HoldEscalated(HOLD, List.of("leads")),
                    new GlassBroken(HOLD, BOB.id(), List.of("on-call"), CANARY),
                    new HoldReleased(HOLD, NOON.plusSeconds(30)),
                    new HoldRefused(HOLD, BOB.id(), CANARY),
                    new HoldExpired(HOLD),
                    new HoldWithdrawn(HOLD, RefusalCode.CLIENT_GONE, CANARY),
                    new HoldClaimed(HOLD, "edge-1", null, null),
                    new HoldJudged(HOLD, Holds.CAROL.id(), Judgement.BAD, CANARY));

    private static HoldPlaced saying(String text, String justification) {
        return new HoldPlaced(
                PLACED.hold(),
                PLACED.command(),
                PLACED.session(),
                Holds.BOB,
                PLACED.target(),
                PLACED.digest(),
                text,
                List.of("parameter-" + CANARY),
                PLACED.facts(),
                justification,
                PLACED.tags(),
                PLACED.revision(),
                PLACED.rules(),
                PLACED.reason(),
                PLACED.terms(),
                PLACED.expiresAt(),
                null);
    }

    private static String told(boolean texts, HoldEvent event) {
        var envelope = Holds.envelope("e-1", 3, NOON, event);
        return new Payload(texts).of(envelope, event);
    }

    @Test
    void every_change_is_told_as_the_published_schema_says() throws IOException {
        var told = ALL.stream().flatMap(event -> Stream.of(told(false, event), told(true, event)));

        assertSchema("hold", told.toList());
    }

    /** Published, right in itself, true of what is told and not of what is told in part. */
    static void assertSchema(String name, List<String> told) throws IOException {
        var text = Files.readString(Path.of("../../deploy/webhooks/" + name + ".schema.json"));
        var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        var schema = registry.getSchema(text, InputFormat.JSON);
        var metaschema =
                registry.getSchema(
                        SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(metaschema.validate(text, InputFormat.JSON)).isEmpty();
        for (var body : told) {
            assertThat(schema.validate(body, InputFormat.JSON)).as(body).isEmpty();
            var part = new JsonObject(body);
            part.getJsonObject("data").remove("sequence");
            assertThat(schema.validate(part.encode(), InputFormat.JSON)).isNotEmpty();
        }
    }

    @Test
    void every_change_has_a_type_of_its_own() {
        var requests = AccessPayloadTest.ALL.stream().map(ChangeType::of);
        assertThat(Stream.concat(ALL.stream().map(ChangeType::of), requests).distinct())
                .containsExactlyInAnyOrder(ChangeType.values());
        assertThat(Arrays.stream(ChangeType.values()).map(ChangeType::type))
                .allMatch(type -> ChangeType.named(type).isPresent())
                .allMatch(type -> type.matches("(hold|access)\\.[a-z_]+"));
    }

    @Test
    void what_clients_and_people_wrote_is_told_only_where_it_was_asked_for() {
        for (var event : ALL) {
            assertThat(told(false, event)).doesNotContain(CANARY);
            assertThat(told(true, event)).doesNotContain("parameter-").doesNotContain("refunded");
        }
        assertThat(told(true, saying("SELECT '" + CANARY + "'", "because")))
                .contains("\"text\":\"SELECT '" + CANARY + "'\"", "\"justification\":\"because\"");
        assertThat(told(true, new HoldRefused(HOLD, BOB.id(), "no"))).contains("\"reason\":\"no\"");
    }

    @Test
    void a_long_text_is_cut_between_characters_and_says_so() {
        var text = "x".repeat(Payload.LONGEST_TEXT - 1) + "\ud83d\ude80 and more";

        var statement =
                new JsonObject(told(true, saying(text, "")))
                        .getJsonObject("data")
                        .getJsonObject("statement");

        assertThat(statement.getString("text"))
                .isEqualTo("x".repeat(Payload.LONGEST_TEXT - 1) + "…");
        assertThat(statement.getInteger("length")).isEqualTo(text.length());
    }

    @Test
    void a_delegates_vote_says_whose_it_is() {
        var vote =
                new VoteCast(
                        HOLD,
                        BOB.id(),
                        List.of("dba"),
                        Vote.APPROVE,
                        "for her",
                        null,
                        new InPlaceOf(Holds.CAROL.id(), new DelegationId("d-1")));

        var data = new JsonObject(told(false, vote)).getJsonObject("data");

        assertThat(data.getJsonObject("approver").getString("subject")).isEqualTo("bob");
        assertThat(data.getJsonObject("inPlaceOf").getString("subject")).isEqualTo("carol");
        assertThat(data.getJsonObject("inPlaceOf").getString("delegation")).isEqualTo("d-1");
    }

    @Test
    void who_asks_and_who_is_asked_are_told_with_their_issuers() {
        var data = new JsonObject(told(false, PLACED)).getJsonObject("data");

        assertThat(data.getJsonObject("requester"))
                .isEqualTo(
                        new JsonObject()
                                .put("issuer", "http://issuer")
                                .put("subject", "support-agent")
                                .put("name", "support-agent")
                                .put("kind", "agent"));
        assertThat(data.getJsonObject("onBehalfOf").getString("subject")).isEqualTo("alice");
        assertThat(data.getJsonArray("stages").encode())
                .isEqualTo("[[{\"group\":\"dba\",\"votes\":1}]]");
        assertThat(new JsonObject(told(false, PLACED)).getString("timestamp"))
                .isEqualTo("2026-11-21T12:00:00Z");
    }
}

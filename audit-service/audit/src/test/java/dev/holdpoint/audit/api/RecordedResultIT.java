package dev.holdpoint.audit.api;

import static dev.holdpoint.audit.api.AuditClient.PATIENCE;
import static dev.holdpoint.audit.api.AuditClient.as;
import static dev.holdpoint.audit.api.AuditClient.config;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.holdpoint.events.CommandId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** From chunks on a real log, by a real database, to what an auditor is shown of them. */
@QuarkusTest
@QuarkusTestResource(AuditLab.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedResultIT {
    private final RecordedCommands commands =
            new RecordedCommands(new Story(config("holdpoint.oidc.issuer")));
    private boolean told;

    @BeforeEach
    void tell() {
        if (told) {
            return;
        }
        told = true;
        AuditClient.tell(commands.story.events);
        await().atMost(PATIENCE).until(() -> "malformed".equals(stateOf(commands.malformed)));
    }

    private String stateOf(CommandId command) {
        var answer = as("carol").get(path(command)).jsonPath();
        boolean verified = "verified".equals(answer.getString("verification"));
        return verified && answer.getString("malformed") != null ? "malformed" : "";
    }

    private String path(CommandId command) {
        return "/api/v1/sessions/%s/commands/%s/result"
                .formatted(commands.story.session.value(), command.value());
    }

    private ValidatableResponse result(CommandId command) {
        return as("carol").get(path(command)).then().statusCode(200);
    }

    @Test
    void what_the_client_was_shown_is_shown_again_and_verified_against_the_session_s_stream() {
        result(commands.whole)
                .body("verification", is("verified"))
                .body("reason", nullValue())
                .body("recording.chunks", is(4))
                .body("statements", hasSize(2))
                .body("statements[0].columns.name", is(List.of("name", "card_number")))
                .body("statements[0].columns[0].type", is(25))
                .body("statements[0].columns[0].format", is("text"))
                .body("statements[0].rows[0]", is(List.of("Ada", "************1234")))
                .body("statements[0].rows[1]", is(Arrays.asList("Bob", null)))
                .body("statements[0].tag", is("SELECT 2"))
                .body("statements[1].tag", is("SET"))
                .body("malformed", nullValue())
                .body("next", nullValue());
    }

    @Test
    void the_transcript_says_that_and_how_much_was_recorded() {
        var transcript =
                as("carol")
                        .get("/api/v1/sessions/" + commands.story.session + "/commands")
                        .jsonPath();
        var whole = "items.find { it.command == '" + commands.whole.value() + "' }.recording.";
        assertThat(transcript.getLong(whole + "chunks")).isEqualTo(4);
        assertThat(transcript.getLong(whole + "bytes")).isGreaterThan(120);
        assertThat(transcript.getString(whole + "digest")).startsWith("sha256:");
        assertThat(transcript.getString("items[0].recording")).isNull();
    }

    @Test
    void pages_are_as_small_as_asked_for() {
        var rows = new ArrayList<List<String>>();
        var cursor = "";
        do {
            var page = page(cursor);
            assertThat(page.getList("statements.rows.flatten()")).hasSizeLessThanOrEqualTo(2);
            rows.addAll(page.getList("statements[0].rows"));
            cursor = page.getString("next");
        } while (cursor != null);
        assertThat(rows)
                .containsExactly(List.of("Ada", "************1234"), Arrays.asList("Bob", null));
        as("carol")
                .get(path(commands.whole) + "?cursor=one")
                .then()
                .statusCode(400)
                .body("code", is("bad-cursor"));
    }

    private JsonPath page(String cursor) {
        return as("carol").get(path(commands.whole) + "?limit=1&cursor=" + cursor).jsonPath();
    }

    @Test
    void what_is_not_the_recorded_chain_is_not_verified() {
        result(commands.running)
                .body("verification", is("incomplete"))
                .body("recording", nullValue());
        result(commands.gap)
                .body("verification", is("broken"))
                .body("reason", is("chunk 2 is missing or changed"));
        result(commands.changed)
                .body("verification", is("broken"))
                .body("reason", is("chunk 1 is missing or changed"));
        result(commands.tooFew)
                .body("verification", is("broken"))
                .body("reason", startsWith("2 chunks of 80 bytes, where 4 of "));
        result(commands.gone).body("verification", is("gone")).body("statements", hasSize(0));
    }

    @Test
    void bytes_no_server_would_send_are_named_and_are_no_failure() {
        result(commands.malformed)
                .body("malformed", is("byte 0: no message begins so"))
                .body("statements", hasSize(0));
    }

    @Test
    void those_who_may_not_see_the_session_do_not_see_its_results() {
        for (var principal : List.of("bob", "alice", "support-agent")) {
            as(principal).get(path(commands.whole)).then().statusCode(200);
        }
        as("deploy-bot")
                .get(path(commands.whole))
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", is("no-session"));
        assertThat(given().get(path(commands.whole)).statusCode()).isEqualTo(401);
    }

    @Test
    void where_nothing_was_recorded_there_is_nothing() {
        as("carol")
                .get(path(commands.unrecorded))
                .then()
                .statusCode(404)
                .body("code", is("no-recording"));
        as("carol")
                .get(path(new CommandId("none")))
                .then()
                .statusCode(404)
                .body("code", is("no-command"));
    }
}

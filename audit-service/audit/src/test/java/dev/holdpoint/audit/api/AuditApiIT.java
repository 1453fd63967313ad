package dev.holdpoint.audit.api;

import static dev.holdpoint.audit.api.AuditClient.PATIENCE;
import static dev.holdpoint.audit.api.AuditClient.as;
import static dev.holdpoint.audit.api.AuditClient.config;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.holdpoint.ledger.Checkpoint;
import dev.holdpoint.ledger.ConsistencyProof;
import dev.holdpoint.ledger.Hash;
import dev.holdpoint.ledger.InclusionProof;
import dev.holdpoint.ledger.SignedNote;
import dev.holdpoint.ledger.VerifierKey;
import dev.holdpoint.ledger.export.ExportLayout;
import dev.holdpoint.ledger.verify.LedgerVerifier;
import dev.holdpoint.ledger.verify.Verdict;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(AuditLab.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditApiIT {
    private final Story story = new Story(config("holdpoint.oidc.issuer"));
    private boolean told;

    @BeforeEach
    void tell() {
        if (told) {
            return;
        }
        told = true;
        AuditClient.tell(story.events);
        await().atMost(PATIENCE)
                .until(
                        () ->
                                given().get("/ledger/checkpoint").statusCode() == 200
                                        && size() >= story.events.size()
                                        && "RELEASED".equals(firstCommand("hold.state"))
                                        && "CLOSED".equals(session().getString("state")));
    }

    private static int get(String principal, String path) {
        return as(principal).get(path).statusCode();
    }

    private String firstCommand(String field) {
        var path = "/api/v1/sessions/" + story.session + "/commands";
        return as("carol").get(path).jsonPath().getString("items[0]." + field);
    }

    private JsonPath session() {
        return as("carol").get("/api/v1/sessions/" + story.session).jsonPath();
    }

    private static long size() {
        return Checkpoint.parse(SignedNote.parse(note()).text()).size();
    }

    private static String note() {
        return given().get("/ledger/checkpoint").asString();
    }

    private static VerifierKey key() throws IOException {
        var file = Path.of(config("holdpoint.state-dir")).resolve("ledger.vkey");
        return VerifierKey.parse(Files.readString(file));
    }

    @Test
    void the_transcript_tells_what_ran_who_released_it_and_what_became_of_it() {
        as("carol")
                .get("/api/v1/sessions/" + story.session + "/commands")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("next", nullValue())
                .body("items[0].text", startsWith("UPDATE orders"))
                .body("items[0].decision", is("ALLOW"))
                .body("items[0].statements.listed[0].kind", is("UPDATE"))
                .body("items[0].statements.listed[0].writes", is(List.of("public.orders")))
                .body("items[0].statements.unlisted", is(1))
                .body("items[0].rule", is("payments/writes-by-agents"))
                .body("items[0].parameters", equalTo(List.of("a", "NULL")))
                .body("items[0].outcome", is("OK"))
                .body("items[0].rows", is(1))
                .body("items[0].maskedColumns", equalTo(List.of("a.b.c")))
                .body("items[0].masks[0].rule", equalTo("payments/cards"))
                .body("items[0].masks[0].rows", equalTo(3))
                .body("items[0].hold.votes[0].approver", is(issuer() + "#bob"))
                .body("items[0].hold.votes[0].reason", is("agreed"))
                .body("items[0].hold.votes[0].inPlaceOf", is(issuer() + "#bea"))
                .body("items[0].hold.remindedAt", notNullValue())
                .body("items[0].hold.escalatedAt", notNullValue())
                .body("items[0].hold.standIns", is(List.of("leads")));
    }

    private static String issuer() {
        return config("holdpoint.oidc.issuer");
    }

    @Test
    void sessions_are_listed_for_those_who_may_see_them() {
        var id = story.session.value();
        for (var principal : List.of("carol", "bob", "alice", "support-agent")) {
            as(principal)
                    .get("/api/v1/sessions?target=payments&limit=5")
                    .then()
                    .statusCode(200)
                    .body("items.session", hasItem(id))
                    .body("items[0].principal.onBehalfOf", is(issuer() + "#alice"));
            assertThat(get(principal, "/api/v1/sessions/" + id)).isEqualTo(200);
        }
        as("deploy-bot").get("/api/v1/sessions").then().body("items.session", not(hasItem(id)));
        as("deploy-bot")
                .get("/api/v1/sessions/" + id + "/commands")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", is("no-session"));
        as("carol")
                .get("/api/v1/sessions?principal=nobody")
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
        assertThat(get("nobody", "/api/v1/sessions")).isEqualTo(401);
        assertThat(get("edge", "/api/v1/sessions")).isEqualTo(401);
    }

    @Test
    void what_no_listing_can_answer_is_refused() {
        as("carol").get("/api/v1/ledger/entries?limit=201").then().statusCode(400);
        as("carol").get("/api/v1/sessions?limit=0").then().statusCode(400);
        as("carol")
                .urlEncodingEnabled(false)
                .get("/api/v1/sessions?principal=%00")
                .then()
                .statusCode(400)
                .body("code", equalTo("bad-query"));
    }

    @Test
    void entries_page_through_the_ledger() {
        var first = as("carol").get("/api/v1/ledger/entries?limit=3").jsonPath();
        assertThat(first.getList("items.index")).containsExactly(0, 1, 2);
        assertThat(first.getString("next")).isEqualTo("3");
        for (var query : List.of("sessions?limit=x", "ledger/entries?limit=x&from=3")) {
            as("bob")
                    .get("/api/v1/" + query)
                    .then()
                    .statusCode(400)
                    .body("detail", is("limit is 1 to 500, not x."));
        }
        as("bob").get("/api/v1/ledger/entries?from=x").then().body("code", is("bad-number"));
        as("bob").get("/api/v1/ledger/entries?from=3&limit=1").then().body("items[0].index", is(3));
        assertThat(get("alice", "/api/v1/ledger/entries")).isEqualTo(403);
    }

    @Test
    void an_events_inclusion_is_proven_against_the_signed_checkpoint() throws IOException {
        var event = story.events.get(2).id();
        var answer = as("carol").get("/api/v1/ledger/proofs/" + event).jsonPath();
        var note = SignedNote.parse(answer.getString("checkpoint"));
        assertThat(key().verifies(note)).isTrue();
        var proof =
                new InclusionProof(answer.getLong("index"), answer.getLong("size"), hashes(answer));
        var root = Checkpoint.parse(note.text()).root();
        assertThat(proof.verifies(Hash.fromHex(answer.getString("leaf")), root)).isTrue();

        as("carol").get("/api/v1/ledger/proofs/none").then().statusCode(404);
        as("carol").get("/api/v1/ledger/entries/999999/proof").then().statusCode(404);
    }

    private static List<Hash> hashes(JsonPath answer) {
        return answer.<String>getList("path").stream().map(Hash::fromHex).toList();
    }

    @Test
    void two_sizes_are_proven_consistent() {
        var to = size();
        var path = "/api/v1/ledger/consistency?from=3&to=" + to;
        var answer = as("carol").get(path).jsonPath();
        var proof = new ConsistencyProof(3, to, hashes(answer));
        var from = Hash.fromHex(answer.getString("fromRoot"));
        assertThat(proof.verifies(from, Hash.fromHex(answer.getString("toRoot")))).isTrue();
        as("carol").get("/api/v1/ledger/consistency?from=5&to=3").then().statusCode(400);
    }

    @Test
    void the_export_verifies_offline_with_the_pinned_key(@TempDir Path directory)
            throws IOException {
        try (var archive = as("carol").get("/api/v1/ledger/export").asInputStream()) {
            ExportLayout.unpack(archive, directory);
        }
        var outside = Path.of(config("holdpoint.state-dir")).resolve(ExportLayout.CHECKPOINTS);
        var report = LedgerVerifier.verify(directory, key(), Optional.of(outside));
        assertThat(report.verdict()).isInstanceOf(Verdict.Accepted.class);
        assertThat(report.entries()).isGreaterThanOrEqualTo(story.events.size());
        assertThat(get("bob", "/api/v1/ledger/export")).isEqualTo(403);
    }

    @Test
    void every_projection_rebuilt_from_the_log_equals_itself() {
        for (var projection : List.of("sessions.v1", "commands.v6", "recordings.v1")) {
            as("carol")
                    .post("/api/v1/audit/projections/" + projection + ":rebuild")
                    .then()
                    .statusCode(200)
                    .body("equal", is(true))
                    .body("digestBefore", startsWith("sha256:"));
        }
        var unknown = "/api/v1/audit/projections/none.v1:rebuild";
        as("carol").post(unknown).then().statusCode(404);
        assertThat(as("bob").post(unknown).statusCode()).isEqualTo(403);
    }
}

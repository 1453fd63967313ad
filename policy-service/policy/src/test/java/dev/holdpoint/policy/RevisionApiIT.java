package dev.holdpoint.policy;

import static dev.holdpoint.policy.evaluate.Asking.AGENT;
import static dev.holdpoint.policy.evaluate.Asking.command;
import static dev.holdpoint.policy.evaluate.Asking.query;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import dev.holdpoint.events.Effect;
import dev.holdpoint.policy.contract.PolicyMessages;
import dev.holdpoint.policy.proto.PolicyDecisionPointGrpc;
import dev.holdpoint.policy.proto.PolicyDecisionPointGrpc.PolicyDecisionPointBlockingStub;
import dev.holdpoint.policy.proto.WatchRequest;
import io.grpc.ManagedChannel;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Revisions over REST, and what the edges hear of it. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class RevisionApiIT {
    private static final String FILE = "policy-payments.yaml";
    private static final String REASON = "Writes by agents wait for a DBA.";

    private ManagedChannel channel;
    private PolicyDecisionPointBlockingStub policy;
    private String filed;

    @BeforeEach
    void connect() {
        channel = Surroundings.channel();
        policy = PolicyDecisionPointGrpc.newBlockingStub(channel);
        await().atMost(Duration.ofSeconds(30)).until(() -> reason().equals(REASON));
        filed = active();
    }

    @AfterEach
    void restore() {
        var now = active();
        if (!now.equals(filed)) {
            activate("carol", filed, now).statusCode(200);
        }
        channel.shutdownNow();
    }

    @Test
    void what_is_published_is_enforced_once_it_is_activated_and_no_more_once_rolled_back() {
        var revision = publish("carol", text("Ask Bob."));
        assertThat(reason()).isEqualTo(REASON);

        activate("carol", revision, filed).statusCode(200).body("state", equalTo("active"));
        assertThat(reason()).isEqualTo("Ask Bob.");
        get("carol", "?limit=1").statusCode(200).body("rollsBackTo", equalTo(filed));
        activate("carol", filed, revision).statusCode(200);
        assertThat(reason()).isEqualTo(REASON);
        get("carol", "?limit=1").statusCode(200).body("rollsBackTo", equalTo(revision));
    }

    @Test
    void a_watcher_hears_of_an_activation_at_once() {
        var revision = publish("carol", text("Ask Bea."));
        var events =
                policy.withDeadlineAfter(10, TimeUnit.SECONDS)
                        .watch(WatchRequest.newBuilder().setEdge("edge-1").build());
        assertThat(events.next().getRevision()).isEqualTo(filed);

        activate("carol", revision, filed).statusCode(200);

        var heard = events.next().getRevision();
        while (heard.equals(filed)) {
            heard = events.next().getRevision();
        }
        assertThat(heard).isEqualTo(revision);
    }

    @Test
    void who_expects_another_revision_overwrites_nothing() {
        var revision = publish("carol", text("Ask Bob twice."));

        activate("carol", revision, "none")
                .statusCode(412)
                .body("code", equalTo("revision-changed"))
                .body("current", equalTo(filed));
        activate("carol", "sha256:unknown", filed)
                .statusCode(404)
                .body("code", equalTo("unknown-revision"));
        as("carol", "{\"revision\":\"" + revision + "\"}")
                .statusCode(400)
                .body("detail", containsString("expected"));
        assertThat(active()).isEqualTo(filed);
    }

    @Test
    void only_security_publishes_and_activates_and_those_who_govern_read() {
        given().urlEncodingEnabled(false)
                .contentType("application/json")
                .body("{}")
                .post("/api/v1/policies:publish")
                .then()
                .statusCode(401);
        publication("bob", text("Ask me.")).statusCode(403).body("code", equalTo("forbidden"));
        activate("bob", filed, filed).statusCode(403);
        get("alice", "").statusCode(403);
        get("bob", "").statusCode(200);
    }

    @Test
    void documents_are_checked_like_files() {
        publication("carol", text("Ask.").replace("decide: hold", "decide: perhaps"))
                .statusCode(422)
                .body("code", equalTo("invalid-documents"))
                .body("findings.file", hasItem(FILE))
                .body("findings.message", hasItem(containsString("perhaps is not known here")));
        publication("carol", "").statusCode(422);
        publication("carol", "kind: [").statusCode(422);
        given().urlEncodingEnabled(false)
                .auth()
                .oauth2(Surroundings.token("carol"))
                .contentType("application/json")
                .body("{\"documents\":[]}")
                .post("/api/v1/policies:publish")
                .then()
                .statusCode(400)
                .body("code", equalTo("no-documents"));
    }

    @Test
    void a_revision_is_listed_and_shown_with_what_it_would_change() {
        var revision = publish("carol", text("Ask Bob now."));

        get("carol", "?limit=1")
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].revision", equalTo(revision))
                .body("items[0].state", equalTo("published"))
                .body("items[0].publishedBy", endsWith("#carol"))
                .body("items[0].origin", equalTo("rest"))
                .body("items[0].signed", equalTo(true));
        get("carol", "/" + revision)
                .statusCode(200)
                .body("revision.files", hasItem(FILE))
                .body("documents[0].text", containsString("Ask Bob now."))
                .body("active", equalTo(filed))
                .body("changes[0].file", equalTo(FILE))
                .body("changes[0].lines", hasItems(containsString("- "), containsString("+ ")));
        get("carol", "/" + filed).statusCode(200).body("changes", hasSize(0));
        get("carol", "/sha256:none").statusCode(404).body("code", equalTo("unknown-revision"));
        get("carol", "/%20").statusCode(400).body("detail", containsString("which revision"));
    }

    @Test
    void a_trial_of_no_name_is_refused() {
        given().urlEncodingEnabled(false)
                .auth()
                .oauth2(Surroundings.token("carol"))
                .contentType("application/json")
                .body("{\"revision\":\"\"}")
                .post("/api/v1/policies:shadow")
                .then()
                .statusCode(400)
                .body("detail", containsString("which revision"));
    }

    @Test
    void every_revision_is_on_some_page() {
        var revision = publish("carol", text("Ask Bob soon."));
        var first = get("carol", "?limit=1").extract();
        var next = first.path("next").toString();

        assertThat(first.path("items[0].revision").toString()).isEqualTo(revision);
        get("carol", "?limit=500&cursor=" + next)
                .statusCode(200)
                .body("items.revision", hasItem(filed));
        get("carol", "?cursor=eHl6").statusCode(400).body("code", equalTo("bad-cursor"));
    }

    private static String text(String reason) {
        return Surroundings.read(Surroundings.documents().resolve(FILE)).replace(REASON, reason);
    }

    private static String publish(String who, String text) {
        return publication(who, text).statusCode(200).extract().path("revision");
    }

    private static ValidatableResponse publication(String who, String text) {
        var file = new JsonObject().put("name", FILE).put("text", text);
        var body = new JsonObject().put("documents", new JsonArray().add(file)).encode();
        return given().urlEncodingEnabled(false)
                .auth()
                .oauth2(Surroundings.token(who))
                .contentType("application/json")
                .body(body)
                .post("/api/v1/policies:publish")
                .then();
    }

    private static ValidatableResponse activate(String who, String revision, String expected) {
        return as(
                who, new JsonObject().put("revision", revision).put("expected", expected).encode());
    }

    private static ValidatableResponse as(String who, String body) {
        return given().urlEncodingEnabled(false)
                .auth()
                .oauth2(Surroundings.token(who))
                .contentType("application/json")
                .body(body)
                .post("/api/v1/policies:activate")
                .then();
    }

    private static ValidatableResponse get(String who, String rest) {
        return given().urlEncodingEnabled(false)
                .auth()
                .oauth2(Surroundings.token(who))
                .get("/api/v1/policies/revisions" + rest)
                .then();
    }

    private static String active() {
        return get("carol", "?limit=500")
                .statusCode(200)
                .extract()
                .path("items.find { it.state == 'active' }.revision");
    }

    private String reason() {
        var decided =
                policy.decide(PolicyMessages.message(query(AGENT, command("X", Effect.WRITE))));
        return PolicyMessages.answer(decided).decision().reason();
    }
}

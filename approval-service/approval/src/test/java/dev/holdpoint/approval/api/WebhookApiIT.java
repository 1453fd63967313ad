package dev.holdpoint.approval.api;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import dev.holdpoint.approval.webhook.Receiver;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WebhookApiIT extends HoldApi {
    private static final String LETTERS = "/api/v1/webhooks/dead-letters";

    private static Map<String, Object> letter(HoldPlaced hold) {
        Map<String, Object> letter =
                as("carol")
                        .get(LETTERS + "?limit=500&endpoint=brief")
                        .path("items.find { it.hold == '%s' }".formatted(hold.hold().value()));
        return letter == null ? Map.of() : letter;
    }

    @Test
    void what_an_endpoint_did_not_take_is_listed_and_sent_again_on_request() throws IOException {
        try (var receiver = Receiver.start(Integer.parseInt(config("test.webhook.port")))) {
            receiver.reply(500);
            var hold = placed();
            await("a dead letter").atMost(ofSeconds(30)).until(() -> !letter(hold).isEmpty());
            var letter = letter(hold);
            assertThat(letter)
                    .containsEntry("type", "hold.placed")
                    .containsEntry("lastStatus", 500);
            int before = receiver.requests(hold.hold().value()).size();

            receiver.reply(204);
            var redeliver = LETTERS + "/" + letter.get("letter") + "/redeliver";
            as("bob").post(redeliver).then().statusCode(403);
            as("carol").post(redeliver).then().statusCode(202);

            await("sent again")
                    .atMost(ofSeconds(30))
                    .until(() -> receiver.requests(hold.hold().value()).size() == before + 1);
            var last = receiver.requests(hold.hold().value()).getLast();
            assertThat(last.id()).isEqualTo(letter.get("id"));
            assertThat(last.isSignedBy(ApprovalLab.WEBHOOK_SECRET)).isTrue();
            as("carol")
                    .post(redeliver)
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("unknown-letter"));
        }
    }

    @Test
    void endpoints_and_how_they_are_doing_are_shown_without_what_is_secret() {
        as("carol")
                .get("/api/v1/webhooks")
                .then()
                .statusCode(200)
                .body("items.name", hasItems("brief", "broken"))
                .body("items.find { it.name == 'brief' }.state", equalTo("sending"))
                .body(
                        "items.find { it.name == 'brief' }.origin",
                        equalTo("http://127.0.0.1:" + config("test.webhook.port")))
                .body("items.find { it.name == 'broken' }.state", equalTo("refused"))
                .body(
                        "items.find { it.name == 'broken' }.problem",
                        containsString("it has no secret"));
        assertThat(as("carol").get("/api/v1/webhooks").asString())
                .doesNotContain("whsec_", "/holds");
    }

    @Test
    void only_administrators_see_and_do_any_of_it() {
        for (var path : new String[] {"/api/v1/webhooks", LETTERS}) {
            as("bob").get(path).then().statusCode(403);
            RestAssured.get(path).then().statusCode(401);
        }
        as("bob").post("/api/v1/webhooks/brief/enable").then().statusCode(403);
        as("carol").post("/api/v1/webhooks/brief/enable").then().statusCode(204);
        as("carol")
                .post("/api/v1/webhooks/nobody/enable")
                .then()
                .statusCode(404)
                .body("code", equalTo("unknown-endpoint"));
    }

    @Test
    void what_is_asked_wrongly_is_told() {
        as("carol").post(LETTERS + "/9999999/redeliver").then().statusCode(404);
        as("carol")
                .get(LETTERS + "?cursor=bm8")
                .then()
                .statusCode(400)
                .body("code", equalTo("bad-cursor"));
        as("carol")
                .get(LETTERS + "?limit=501")
                .then()
                .statusCode(400)
                .body("code", equalTo("bad-limit"));
        as("carol")
                .get(LETTERS + "?endpoint=nobody")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(0));
    }

    @Test
    void the_interface_description_tells_of_endpoints_and_dead_letters() {
        as("carol")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body(
                        "paths.keySet()",
                        hasItems(
                                "/api/v1/webhooks",
                                "/api/v1/webhooks/{endpoint}/enable",
                                LETTERS,
                                LETTERS + "/{letter}/redeliver"))
                .body("components.schemas.DeadLetter.properties.keySet()", hasItems("lastReason"))
                .body("components.schemas.DeadLetter.properties.keySet()", not(hasItems("body")));
    }
}

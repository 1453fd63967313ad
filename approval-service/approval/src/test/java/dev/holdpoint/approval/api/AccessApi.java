package dev.holdpoint.approval.api;

import static io.restassured.RestAssured.given;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;

/** What people and agents do over REST with requests for access. */
@QuarkusTestResource(ApprovalLab.class)
abstract class AccessApi {
    static final String REQUESTS = "/api/v1/access-requests";

    /** The first test comes as soon as the port is open, before there are tables. */
    @BeforeEach
    void up() {
        await("approval-service is ready")
                .atMost(ofSeconds(60))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    static final Map<String, ?> READ =
            Map.of(
                    "target",
                    "payments",
                    "effects",
                    List.of("read", "write"),
                    "seconds",
                    600,
                    "reason",
                    "ticket 7");

    static Map<String, Object> with(String field, Object value) {
        var body = new HashMap<String, Object>(READ);
        body.put(field, value);
        return body;
    }

    static String asked(String who, Map<String, ?> body) {
        return ask(who, body)
                .then()
                .statusCode(200)
                .body("state", is("open"))
                .extract()
                .path("request");
    }

    static Response ask(String who, Map<String, ?> body) {
        return as(who).contentType(ContentType.JSON).body(body).post(REQUESTS);
    }

    static Response keyed(String who, String key, Map<String, ?> body) {
        return as(who).header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body)
                .post(REQUESTS);
    }

    static Response vote(String who, String request, Map<String, ?> body) {
        return as(who).contentType(ContentType.JSON)
                .body(body)
                .post(REQUESTS + "/" + request + "/votes");
    }

    static Response withdraw(String who, String request) {
        return as(who).contentType(ContentType.JSON)
                .body(Map.of("reason", "done at " + Instant.EPOCH))
                .post(REQUESTS + "/" + request + "/withdrawal");
    }

    static List<String> listed(String who) {
        return as(who).get(REQUESTS + "?limit=500")
                .jsonPath()
                .getList("items.request", String.class);
    }

    static RequestSpecification as(String principal) {
        return given().auth().oauth2(config("test.token." + principal));
    }

    static String config(String key) {
        return ConfigProvider.getConfig().getValue(key, String.class);
    }
}

package dev.holdpoint.policy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a directory brings waits for a second person, who asks and answers over REST. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@TestProfile(FourEyesApiIT.FourEyes.class)
class FourEyesApiIT {
    /** Two must agree. */
    public static final class FourEyes implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("holdpoint.policy.four-eyes", "true");
        }
    }

    @Test
    void what_waits_is_listed_without_secrets_and_activated_by_its_name_and_no_other() {
        await().atMost(Duration.ofSeconds(30)).until(() -> waits("revision") != null);
        var revision = String.valueOf(waits("revision"));
        var directory = String.valueOf(waits("directory"));
        revisions()
                .body("waits.changes", hasItem(containsString("target/payments")))
                .body("waits.changes", not(hasItem(containsString("file:"))));

        activate("bob", revision, directory).statusCode(403);
        activate("carol", revision, null).statusCode(409).body("code", equalTo("directory-waits"));
        activate("carol", revision, "sha256:" + "0".repeat(64))
                .statusCode(409)
                .body("code", equalTo("directory-waits"));
        activate("carol", revision, "the latest")
                .statusCode(400)
                .body("detail", containsString("sha256:"));
        assertThat(waits("directory")).isEqualTo(directory);

        activate("carol", revision, directory).statusCode(200).body("state", equalTo("active"));
        revisions().body("waits", nullValue());
        activate("carol", revision, null).statusCode(412).body("code", equalTo("revision-changed"));
    }

    private static ValidatableResponse activate(
            String who, String revision, @Nullable String directory) {
        var body = new JsonObject().put("revision", revision).put("expected", "none");
        if (directory != null) {
            body.put("directory", directory);
        }
        return given().urlEncodingEnabled(false)
                .auth()
                .oauth2(Surroundings.token(who))
                .contentType("application/json")
                .body(body.encode())
                .post("/api/v1/policies:activate")
                .then();
    }

    private static @Nullable Object waits(String field) {
        return revisions().extract().path("waits?." + field);
    }

    private static ValidatableResponse revisions() {
        return given().auth()
                .oauth2(Surroundings.token("carol"))
                .get("/api/v1/policies/revisions?limit=500")
                .then()
                .statusCode(200);
    }
}

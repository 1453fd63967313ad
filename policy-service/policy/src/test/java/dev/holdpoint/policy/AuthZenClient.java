package dev.holdpoint.policy;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;

/** What an enforcement point asks about the records of the certification scenario. */
abstract class AuthZenClient {
    static final String ONE = "/access/v1/evaluation";
    static final String SEVERAL = "/access/v1/evaluations";
    static final String ALICE_READS =
            """
            { "subject": { "type": "user", "id": "alice" }, "action": { "name": "read" },
              "resource": { "type": "record", "id": "record-1" } }
            """;

    /** Has the scenario's documents decide. */
    @BeforeEach
    void publish() {
        Surroundings.write(Surroundings.documents().resolve("records.yaml"), read("records.yaml"));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ask("carol", ONE, ALICE_READS).extract().path("decision"));
    }

    /** Takes them away again. */
    @AfterAll
    static void remove() throws IOException {
        Files.delete(Surroundings.documents().resolve("records.yaml"));
    }

    static ValidatableResponse ask(String who, String path, String body) {
        return as(who).contentType("application/json").body(body).post(path).then();
    }

    static RequestSpecification as(String principal) {
        return given().urlEncodingEnabled(false).auth().oauth2(Surroundings.token(principal));
    }

    static String read(String name) {
        try (InputStream in = AuthZenClient.class.getResourceAsStream("/authzen/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

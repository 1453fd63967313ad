package dev.holdpoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.cli.call.Http;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code access}: a real issuer, and canned answers at the REST paths. */
class AccessVerbIT {
    private static final String REQUESTS = "/api/v1/access-requests";

    @TempDir Path dir;
    private CannedApi api;

    @BeforeEach
    void start() throws IOException {
        api = CannedApi.start(dir);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void access_is_asked_for_in_the_words_of_the_hint() throws Exception {
        api.answer(REQUESTS, 200, "{\"request\": \"r-1\", \"state\": \"open\"}");

        var request =
                api.holdpoint(
                        "access",
                        "request",
                        "payments",
                        "--as=alice",
                        "--effect",
                        "read",
                        "--effect",
                        "write",
                        "--for",
                        "8h",
                        "--reason",
                        "ticket 7");

        assertThat(request.exit()).as(request.err()).isZero();
        assertThat(request.out()).isEqualTo("request r-1 is open\n");
        assertThat(Http.JSON.readTree(api.bodies().getFirst()))
                .isEqualTo(
                        Http.JSON.readTree(
                                """
                                {"target": "payments", "effects": ["read", "write"],
                                 "seconds": 28800, "reason": "ticket 7"}
                                """));
    }

    @Test
    void an_approval_may_say_less_and_tells_until_when() throws Exception {
        api.answer(
                REQUESTS + "/r-1/votes",
                200,
                """
                {"request": "r-1", "state": "approved", "until": "2026-11-22T18:00:00Z"}
                """);

        var approve =
                api.holdpoint("access", "approve", "r-1", "--as=bob", "--effect=read", "--for=30m");

        assertThat(approve.exit()).as(approve.err()).isZero();
        assertThat(approve.out())
                .isEqualTo("request r-1 is approved: access until 2026-11-22T18:00:00Z\n");
        assertThat(Http.JSON.readTree(api.bodies().getFirst()))
                .isEqualTo(
                        Http.JSON.readTree(
                                """
                                {"vote": "approve", "effects": ["read"], "seconds": 1800,
                                 "reason": ""}
                                """));
    }

    @Test
    void a_request_is_denied_withdrawn_and_shown_by_its_id() {
        api.answer(REQUESTS + "/r-1/votes", 200, "{\"request\": \"r-1\", \"state\": \"refused\"}");
        api.answer(
                REQUESTS + "/r-1/withdrawal",
                409,
                "{\"code\": \"request-is-over\", \"detail\": \"The request was refused.\"}");
        api.answer(REQUESTS + "/r-1", 200, "{\"request\": \"r-1\", \"state\": \"refused\"}");

        assertThat(api.holdpoint("access", "deny", "r-1", "--as=bob").out())
                .isEqualTo("request r-1 is refused\n");
        var withdraw = api.holdpoint("access", "withdraw", "r-1", "--as=alice");
        assertThat(withdraw.exit()).isEqualTo(1);
        assertThat(withdraw.err()).contains("request-is-over (409): The request was refused.");
        assertThat(api.holdpoint("access", "show", "r-1", "--as=alice").out())
                .containsPattern("state +refused");
    }

    @Test
    void requests_are_listed_with_what_they_ask_for() {
        api.answer(
                REQUESTS,
                200,
                """
                {"items": [{"request": "r-1", "state": "open", "target": "payments",
                  "requester": {"name": "alice"}, "reason": "ticket 7",
                  "asked": {"effects": ["read", "write"], "seconds": 28800}}]}
                """);

        var list = api.holdpoint("access", "list", "--as=bob");

        assertThat(list.exit()).as(list.err()).isZero();
        assertThat(list.out()).containsPattern("r-1 +open +alice +payments +read,write +28800");
    }
}

package dev.holdpoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.cli.call.Http;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code approvals quality}: a real issuer, and canned answers in two pages. */
class QualityVerbIT {
    private static final String QUALITY = "/api/v1/approvals/quality";
    private static final String PAGE =
            """
            {"from": "2026-11-01T00:00:00Z", "to": "2026-11-21T00:00:00Z", "by": "rule",
             "total": {"holds": 9, "open": 0, "released": 5, "refused": 1, "expired": 2,
               "withdrawn": 1, "holdsPerDay": 0.45, "approvals": 6, "quickApprovals": 2,
               "secondsToDecision": {"p50": 31.5, "p90": 610.04, "max": 700}, "quickShare": 0.333,
               "judgedBad": 1, "judgedGood": 2},
             "items": [{"key": "%s", "figures": {"holds": 9, "open": 0, "released": 0,
               "refused": 0, "expired": 9, "withdrawn": 0, "holdsPerDay": 0.45,
               "secondsToDecision": null, "approvals": 0, "quickApprovals": 0,
               "quickShare": null, "judgedBad": 0, "judgedGood": 0}}],
             "next": %s}
            """;

    @TempDir Path dir;
    private final List<String> queries = new CopyOnWriteArrayList<>();
    private CannedApi api;

    @BeforeEach
    void start() throws IOException {
        api = CannedApi.start(dir);
        api.serve(
                QUALITY,
                exchange -> {
                    var query = exchange.getRequestURI().getQuery();
                    queries.add(query);
                    var page =
                            query.contains("cursor=")
                                    ? PAGE.formatted("payments/writes", "null")
                                    : PAGE.formatted("payments/ddl\\u001b[2K", "\"more\"");
                    api.respond(exchange, 200, page);
                });
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void all_pages_are_one_table_with_all_holds_last() {
        var quality = api.holdpoint("approvals", "quality", "--as=carol", "--from=2026-11-01");

        assertThat(quality.exit()).as(quality.err()).isZero();
        assertThat(quality.out().lines().map(line -> line.replaceAll(" {2,}", "|")))
                .containsExactly(
                        "RULE|HOLDS|A DAY|RELEASED|REFUSED|EXPIRED|WITHDRAWN|P50|P90|MAX"
                                + "|APPROVALS|UNDER 5 S|JUDGED BAD",
                        "payments/ddl\\u{1b}[2K|9|0.5|0|0|9|0|-|-|-|0|-|0",
                        "payments/writes|9|0.5|0|0|9|0|-|-|-|0|-|0",
                        "all holds|9|0.5|5|1|2|1|31.5 s|610.0 s|700.0 s|6|33 %|1");
        assertThat(queries.getFirst()).isEqualTo("limit=500&by=rule&from=2026-11-01T00:00:00Z");
        assertThat(queries.getLast()).endsWith("&cursor=more");
    }

    @Test
    void a_judgement_says_of_what_and_why() throws Exception {
        api.answer("/api/v1/holds/h1/judgement", 200, "{\"state\": \"claimed\"}");

        var judge =
                api.holdpoint(
                        "approvals", "judge", "h1", "--bad", "--reason=in haste", "--as=carol");

        assertThat(judge.exit()).as(judge.err()).isZero();
        assertThat(judge.out()).isEqualTo("the approval of hold h1 is judged bad\n");
        assertThat(Http.JSON.readTree(api.bodies().getFirst()))
                .isEqualTo(
                        Http.JSON.readTree("{\"judgement\": \"bad\", \"reason\": \"in haste\"}"));
    }

    @Test
    void the_glass_is_broken_for_a_reason() throws Exception {
        api.answer("/api/v1/holds/h1/break-glass", 200, "{\"state\": \"released\"}");

        var broken =
                api.holdpoint(
                        "approvals", "break-glass", "h1", "--reason=it is down", "--as=alice");

        assertThat(broken.exit()).as(broken.err()).isZero();
        assertThat(broken.out()).isEqualTo("hold h1 is released; another person reviews it\n");
        assertThat(Http.JSON.readTree(api.bodies().getFirst()))
                .isEqualTo(Http.JSON.readTree("{\"reason\": \"it is down\"}"));
    }

    @Test
    void all_that_somebody_approved_is_taken_back_for_a_reason() throws Exception {
        api.answer(
                "/api/v1/approvers:revoke",
                200,
                """
                {"holds": [{"hold": "h1", "state": "open"}, {"hold": "h2", "state": "withdrawn"}],
                 "accessRequests": ["r1"], "more": false}
                """);

        var revoked = api.holdpoint("approvals", "revoke", "bob", "--reason=stolen", "--as=carol");

        assertThat(revoked.exit()).as(revoked.err()).isZero();
        assertThat(revoked.out().lines())
                .containsExactly(
                        "hold h1 is open",
                        "hold h2 is withdrawn",
                        "request r1 is refused",
                        "no approval of bob waits any more");
        assertThat(Http.JSON.readTree(api.bodies().getFirst()))
                .isEqualTo(Http.JSON.readTree("{\"subject\": \"bob\", \"reason\": \"stolen\"}"));
    }

    @Test
    void figures_come_as_json_when_asked() throws Exception {
        var json = api.holdpoint("approvals", "quality", "--as=carol", "--by=day", "--json");

        var report = Http.JSON.readTree(json.out());
        assertThat(report.path("items")).hasSize(2);
        assertThat(report.path("total").path("quickShare").asDouble()).isEqualTo(0.333);
        assertThat(queries.getFirst()).isEqualTo("limit=500&by=day");
    }
}

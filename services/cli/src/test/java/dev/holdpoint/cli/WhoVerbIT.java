package dev.holdpoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.cli.call.Http;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code policy who} and {@code policy explain --at}: a real issuer, and canned answers. */
class WhoVerbIT {
    private static final String JSON = "application/json";
    private static final String FIRST =
            """
            {"at":"2026-11-21T00:00:00Z","revision":"sha256:1","next":"Zw","items":[
             {"target":"payments","grant":"agents","subjects":["bot"],"groups":["agents"],
              "issuedBy":"http://issuer#carol","recording":"results","lapsed":null,
              "effects":[{"effect":"read","atBest":"allow","rows":500,"rowsBy":"p/reads",
              "needsJustification":true,"deny":[],"hold":[{"rule":"p/wide","rows":null,
              "onlyIf":["tables","when"],"needsJustification":false}],"allow":[{"rule":"p/reads",
              "onlyIf":[],"rows":500,"needsJustification":true}]},{"effect":"ddl",
              "atBest":"deny","rows":null,"rowsBy":null,"needsJustification":false,"deny":[],
              "hold":[],"allow":[]}]}]}
            """;
    private static final String SECOND =
            """
            {"at":"2026-11-21T00:00:00Z","revision":"sha256:1","next":null,"items":[
             {"target":"payments","grant":"old","subjects":["eve"],"groups":[],"effects":[],
              "recording":"statements","lapsed":"Grant old is suspended: its review was due at 2026-11-01T00:00:00Z."}]}
            """;

    @TempDir Path dir;
    private CannedService service;

    @BeforeEach
    void start() throws IOException {
        service = CannedService.start(dir);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void it_tells_who_could_do_what_by_which_rules_page_after_page() {
        service.answer("/api/v1/access", 200, JSON, FIRST, SECOND);

        var run =
                service.run(
                        "policy",
                        "who",
                        "--at=2026-11-21",
                        "--target=payments",
                        "--for=bot",
                        "--kind=agent",
                        "--issuer=http://i",
                        "--on-behalf-of=alice",
                        "--group=agents",
                        "--group=a b");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out())
                .startsWith("as of 2026-11-21T00:00:00Z, revision sha256:1\n")
                .containsPattern(
                        "agents +bot, group agents; void for http://issuer#carol +read +allow, 500"
                                + " rows, justified +results +hold p/wide \\(tables, when\\);"
                                + " allow p/reads \\[500 rows, justified\\]\n")
                .containsPattern("ddl +deny +results +none: denied\n")
                .containsPattern("old +eve +- +nothing +statements +Grant old is suspended");
        assertThat(service.asked().getFirst().query())
                .isEqualTo(
                        "limit=500&at=2026-11-21T00:00:00Z&target=payments&principal=bot"
                                + "&issuer=http://i&onBehalfOf=alice&kind=agent&group=agents&group=a+b");
        assertThat(service.asked().getLast().query()).endsWith("&cursor=Zw");
    }

    @Test
    void json_is_all_pages_as_one() throws IOException {
        service.answer("/api/v1/access", 200, JSON, FIRST, SECOND);

        var run = service.run("policy", "who", "--json");

        var all = Http.JSON.readTree(run.out());
        assertThat(all.path("items")).hasSize(2);
        assertThat(all.has("next")).isFalse();
        assertThat(service.asked().getFirst().query()).isEqualTo("limit=500");
    }

    @Test
    void a_decision_is_explained_as_of_a_moment() {
        service.answer(
                "/api/v1/decisions:explain",
                200,
                JSON,
                """
                {"decision":{"kind":"allow","revision":"sha256:1","reason":"Fine.",
                 "rules":["p/reads"],"obligations":[]},"at":"2026-11-21T00:00:00Z","inputs":[],
                 "risk":[],"considered":[],"onceReleased":[],"wantsEstimate":false}
                """);

        var run = explain("2026-11-21");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains("allow by p/reads", "as of: 2026-11-21T00:00:00Z");
        assertThat(service.asked().getLast().body().path("at").asText())
                .isEqualTo("2026-11-21T00:00:00Z");
        assertThat(explain("yesterday").exit()).isEqualTo(2);
    }

    private RunningCli explain(String at) {
        return service.run(
                "policy", "explain", "payments", "--facts={\"effects\":[\"read\"]}", "--at=" + at);
    }
}

package dev.holdpoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.cli.call.Http;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code policy simulate}: a real issuer, and canned events of the service. */
class SimulateVerbIT {
    private static final String EVENTS =
            """
            event:progress
            data:{"read":10,"records":40,"commands":4,"changed":1}

            event:result
            data:{"complete":true,"upTo":"2026-11-22T00:00:00Z","selection":{"from":"2026-11-08T00:00:00Z","to":"2026-11-22T00:00:00Z"},
            data:"commands":9,"unchanged":6,"changed":2,"releases":0,"masksChanged":0,"termsChanged":1,
            data:"matrix":{"allow":{"allow":5,"hold":2,"deny":0},"hold":{"hold":1},"deny":{}},
            data:"rules":[{"name":"payments/ask","transitions":[{"was":"allow","becomes":"hold",
            data:"commands":2,"examples":[{"command":"c-17"}]}]}],"principals":[],"targets":[],
            data:"holds":[{"day":"2026-11-21","group":"dba","recorded":1,"expected":3}],
            data:"notEvaluable":[{"reason":"estimate-not-asked","explanation":"Nobody asked.",
            data:"commands":1,"examples":["c-4"]}]}

            """;

    @TempDir Path dir;
    private Path documents;
    private CannedService service;

    @BeforeEach
    void start() throws IOException {
        service = CannedService.start(dir);
        documents = Files.createDirectory(dir.resolve("documents"));
        Files.writeString(documents.resolve("a.yaml"), "kind: Policy\n");
        Files.writeString(documents.resolve(".hidden.yaml"), "");
        Files.writeString(documents.resolve("README.md"), "");
        Files.createDirectory(documents.resolve("tests"));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void the_report_says_what_would_change_and_how_many_holds_there_would_be() {
        answer(200, "text/event-stream", EVENTS);

        var run =
                simulate(
                        "--from",
                        "2026-11-08",
                        "--to",
                        "2026-11-22",
                        "--principal",
                        "bob",
                        "--effect",
                        "write",
                        "--answer",
                        "hold");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.err()).contains("read 10 of 40 records");
        assertThat(run.out())
                .contains("9 commands, 6 as before, 2 otherwise, 1 not evaluable")
                .contains("1 would be held as before, on other terms")
                .containsPattern("allow +5 +2 +0")
                .containsPattern("payments/ask +allow +hold +2 +c-17")
                .containsPattern("2026-11-21 +dba +1 +3")
                .containsPattern("estimate-not-asked +1 +c-4 +Nobody asked");
        assertThat(asked().path("from").asText()).isEqualTo("2026-11-08T00:00:00Z");
        assertThat(asked().path("to").asText()).isEqualTo("2026-11-22T00:00:00Z");
        assertThat(asked().path("principal").asText()).isEqualTo("bob");
        assertThat(asked().path("where"))
                .isEqualTo(
                        Http.JSON.createObjectNode().put("effect", "WRITE").put("answer", "hold"));
        assertThat(asked().has("target")).isFalse();
        assertThat(asked().path("documents"))
                .singleElement()
                .satisfies(file -> assertThat(file.path("name").asText()).isEqualTo("a.yaml"))
                .satisfies(
                        file -> assertThat(file.path("text").asText()).isEqualTo("kind: Policy\n"));
    }

    @Test
    void json_is_the_result_and_nothing_else() throws IOException {
        answer(200, "text/event-stream", EVENTS);

        var run = simulate("--json", "--target", "payments");

        assertThat(Http.JSON.readTree(run.out()).path("changed").asInt()).isEqualTo(2);
        assertThat(run.err()).isEmpty();
        assertThat(asked().path("target").asText()).isEqualTo("payments");
    }

    @Test
    void a_part_that_was_read_in_time_says_so_first_and_exits_3() throws IOException {
        var part =
                EVENTS.replace(
                        "\"complete\":true,\"upTo\":\"2026-11-22T00:00:00Z\"",
                        "\"complete\":false,\"upTo\":\"2026-11-15T06:00:00Z\"");
        answer(200, "text/event-stream", part);

        var run = simulate();

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out().lines().limit(2))
                .containsExactly(
                        "PARTIAL: only up to 2026-11-15T06:00:00Z, for want of time; the rest:"
                                + " --from 2026-11-15T06:00:00Z --to 2026-11-22T00:00:00Z",
                        "2026-11-08T00:00:00Z to 2026-11-15T06:00:00Z: 9 commands, 6 as before, 2"
                                + " otherwise, 1 not evaluable");
        var json = simulate("--json");
        assertThat(json.exit()).isEqualTo(3);
        assertThat(Http.JSON.readTree(json.out()).fieldNames().next()).isEqualTo("complete");
    }

    @Test
    void documents_that_cannot_be_read_are_told_by_line_and_exit_2() {
        answer(
                422,
                "application/problem+json",
                """
                {"code":"invalid-documents","status":422,"detail":"…","findings":[{"file":"a.yaml",
                "line":3,"column":5,"message":"No such field.","hint":"Use rules."}]}
                """);

        var run = simulate();

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("a.yaml:3:5: No such field. Hint: Use rules.\n");
    }

    @Test
    void what_is_refused_abandoned_or_broken_off_is_one_line_and_exit_1() {
        answer(403, "application/problem+json", "{\"code\":\"forbidden\",\"status\":403}");
        assertThat(simulate().err()).startsWith("holdpoint: forbidden (403)");
        answer(
                200,
                "text/event-stream",
                "event:problem\ndata:{\"code\":\"simulation-abandoned\",\"status\":503}\n\n");
        var abandoned = simulate();
        assertThat(abandoned.exit()).isEqualTo(1);
        assertThat(abandoned.err()).contains("simulation-abandoned");
        answer(200, "text/event-stream", "event:progress\ndata:{}\n\n");
        assertThat(simulate().err()).contains("the answer ended before its result");
        assertThat(simulate("--from", "yesterday").exit()).isEqualTo(2);
    }

    private RunningCli simulate(String... options) {
        var all = new ArrayList<>(List.of("policy", "simulate", documents.toString()));
        all.addAll(List.of(options));
        return service.run(all.toArray(String[]::new));
    }

    private JsonNode asked() {
        return service.asked().getLast().body();
    }

    private void answer(int status, String type, String body) {
        service.answer("/api/v1/policies:simulate", status, type, body);
    }
}

package dev.holdpoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.cli.call.Http;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code policy propose}: a real issuer, and canned events of the service. */
class ProposeVerbIT {
    private static final String PATH = "/api/v1/policies:propose";
    private static final String RESULT =
            """
            event:progress
            data:{"read":10,"records":40,"commands":4,"changed":0}

            event:result
            data:{"commands":9,"grants":[{"grant":"wide","commands":9,"unused":false,
            data:"targets":["payments"],"withoutTargets":[],"effects":["read"],
            data:"withoutEffects":["write","ddl"],"origin":"file"},{"grant":"old","commands":0,
            data:"unused":true,"targets":[],"effects":[],"withoutEffects":["read"],
            data:"withoutTargets":["payments"]}],
            data:"rules":[{"rule":"p/reads","commands":9,"unused":false,
            data:"match":["effects: [ read ]","reads: [ \\"public.orders\\" ]"]}],
            data:"documents":[{"name":"../grant-wide.yaml","text":"kind: Grant\\nspec: {}\\n"}],
            data:"proof":{"keeps":%s,"allowed":9,"newlyHeld":0,"newlyDenied":%d,"loosened":0,
            data:"heldThenDenied":2,"notEvaluable":1,"simulation":{}}}

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
    void it_tells_what_would_do_and_that_it_is_proven() {
        answer(RESULT.formatted(true, 0));

        var run = service.run("policy", "propose", "--from", "2026-11-08", "--target", "payments");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("wide +9 +read on payments +write, ddl\n")
                .containsPattern("old +0 +nothing: unused +read on payments\n")
                .containsPattern("p/reads +9 +effects: \\[ read \\]; reads: ")
                .contains("document ../grant-wide.yaml\n    kind: Grant\n")
                .contains("proven: of 9 commands that were allowed 0 would be held, 0 denied")
                .contains("not part of the proof: 1 commands")
                .contains("2 commands that were held and not released");
        var asked = service.asked().getLast().body();
        assertThat(asked.path("from").asText()).isEqualTo("2026-11-08T00:00:00Z");
        assertThat(asked.path("target").asText()).isEqualTo("payments");
    }

    @Test
    void what_is_not_proven_is_said_and_is_exit_1() throws IOException {
        answer(RESULT.formatted(false, 3));

        var run = service.run("policy", "propose");
        var json = service.run("policy", "propose", "--json");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("NOT PROVEN: of 9 commands", "3 denied");
        assertThat(Http.JSON.readTree(json.out()).path("proof").path("newlyDenied").asInt())
                .isEqualTo(3);
    }

    @Test
    void documents_are_written_into_the_directory_and_nowhere_else() {
        answer(RESULT.formatted(true, 0));

        var run = service.run("policy", "propose", "--out", dir.resolve("narrower").toString());

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(dir.resolve("narrower/grant-wide.yaml")).hasContent("kind: Grant\nspec: {}");
        assertThat(dir.resolve("grant-wide.yaml")).doesNotExist();
        assertThat(run.out()).doesNotContain("kind: Grant");
    }

    @Test
    void that_nothing_is_on_record_is_one_line() {
        answer("event:problem\ndata:{\"code\":\"nothing-on-record\",\"status\":422}\n\n");

        var run = service.run("policy", "propose");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("nothing-on-record (422)");
    }

    private void answer(String events) {
        service.answer(PATH, 200, "text/event-stream", events);
    }
}

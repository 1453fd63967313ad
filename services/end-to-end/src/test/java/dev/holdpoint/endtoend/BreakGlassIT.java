package dev.holdpoint.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One person releases what an agent waits for: it runs, masked and recorded, and is reviewed. */
class BreakGlassIT {
    private static final String UPDATE =
            "UPDATE customers SET name = name WHERE id = 1 RETURNING id, card_number";
    private static final String TO_REVIEW = "/api/v1/holds?limit=100&state=to-review";

    private static Lab lab;
    private static ServiceProcess services;

    @BeforeAll
    static void start() throws IOException {
        lab = Lab.start(DemoPolicies.with("mode: wait", "mode: wait, breakGlass: [ engineers ]"));
        services = ServiceProcess.standalone(lab);
    }

    @AfterAll
    static void stop() {
        services.close();
        lab.close();
    }

    @Test
    void a_broken_glass_lets_the_command_run_masked_and_recorded_and_opens_a_review() {
        try (var psql = services.psql("support-agent").start(UPDATE)) {
            var hold = psql.awaitLine(Psql.HOLD).group(1);
            services.as("bob").awaitHold(hold);

            assertThat(breakGlass("bob", hold).status()).isEqualTo(403);
            assertThat(breakGlass("support-agent", hold).status()).isEqualTo(403);
            assertThat(breakGlass("alice", hold).status()).isEqualTo(200);

            var ended = psql.awaitEnd(Duration.ofSeconds(30));
            assertThat(ended.exitCode()).as(ended.output()).isZero();
            assertThat(ended.output())
                    .contains("UPDATE 1", "****")
                    .doesNotContainPattern("\\d{12}");
            assertThat(log("holdpoint.approvals"))
                    .contains("GlassBroken", "the shop is down", "HoldClaimed");
            assertThat(log("holdpoint.sessions")).contains("\"approval\":\"" + hold);
            reviewed(hold);
        }
    }

    private static void reviewed(String hold) {
        await("the review is open")
                .atMost(Duration.ofSeconds(30))
                .until(() -> services.as("carol").get(TO_REVIEW).body().contains(hold));
        var judged =
                services.as("carol")
                        .post(
                                "/api/v1/holds/" + hold + "/judgement",
                                Map.of("judgement", "good", "reason", "it was down"));
        assertThat(judged.status()).isEqualTo(200);
        await("the review is closed")
                .atMost(Duration.ofSeconds(30))
                .until(() -> !services.as("carol").get(TO_REVIEW).body().contains(hold));
    }

    private static RestApi.Answer breakGlass(String who, String hold) {
        return services.as(who)
                .post(
                        "/api/v1/holds/" + hold + "/break-glass",
                        Map.of("reason", "the shop is down"));
    }

    private static String log(String topic) {
        return TopicDump.of(lab, topic).stream()
                .map(record -> record.headers() + record.text())
                .collect(Collectors.joining("\n"));
    }
}

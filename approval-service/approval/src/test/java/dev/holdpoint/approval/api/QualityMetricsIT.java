package dev.holdpoint.approval.api;

import static io.restassured.RestAssured.given;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.approval.hold.Holds;
import dev.holdpoint.approval.quality.ApprovalStory;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What whoever watches the service reads of the decisions. */
@QuarkusTest
class QualityMetricsIT extends HoldApi {
    private static final String METRICS = "/q/metrics";

    @Test
    void figures_of_each_rule_are_told_to_who_watches() {
        var placed = Instant.now().minusSeconds(600);
        var story = ApprovalStory.of(appender, placed, EdgeLog.terms(900), "crm", "watched/writes");
        story.approves(3, Holds.BOB, null).released(3);

        await().atMost(ofSeconds(60))
                .untilAsserted(
                        () ->
                                assertThat(metrics())
                                        .contains(
                                                sample("holds", "outcome=\"released\"", "1.0"),
                                                sample("holds", "outcome=\"open\"", "0.0"),
                                                sample("seconds", "quantile=\"0.5\"", "3.0"),
                                                sample("approvals", "pace=\"quick\"", "1.0"),
                                                sample("judged", "judgement=\"bad\"", "0.0"),
                                                sample(
                                                        "judged",
                                                        "judgement=\"to_review\"",
                                                        "0.0")));
    }

    private static String metrics() {
        return as("carol").get(METRICS).then().statusCode(200).extract().asString();
    }

    private static String sample(String name, String label, String value) {
        return "holdpoint_decisions_%s{%s} %s".formatted(name, labels(label), value);
    }

    private static String labels(String label) {
        var rule = "rule=\"watched/writes\"";
        return label.compareTo(rule) < 0 ? label + "," + rule : rule + "," + label;
    }

    @Test
    void nobody_else_reads_them() {
        assertThat(given().get(METRICS).statusCode()).isEqualTo(401);
        assertThat(as("bob").get(METRICS).statusCode()).isEqualTo(403);
        assertThat(as("support-agent").get(METRICS + "/").statusCode()).isNotEqualTo(200);
    }
}

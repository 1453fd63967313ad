package dev.holdpoint.approval.api;

import static io.restassured.RestAssured.given;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.approval.hold.Holds;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.service.Problem;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HoldAccessIT extends HoldApi {
    @Inject Answers answers;

    @Inject
    @ReactiveDataSource("approval")
    Pool pool;

    @Test
    void a_store_that_does_not_answer_is_503_within_seconds() {
        var failing = answers.of(() -> Future.failedFuture("connection lost"));
        var silent = answers.of(() -> Promise.promise().future());

        for (var answer : List.of(failing, silent)) {
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> answer.await().atMost(ofSeconds(10)))
                    .satisfies(problem -> assertThat(problem.status()).isEqualTo(503));
        }
    }

    @Test
    void figures_that_cannot_be_had_keep_nobody_from_voting() {
        var both = new Answers();
        for (int i = 0; i < 30; i++) {
            var figures = both.aside(() -> Future.failedFuture("connection lost"));
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> figures.await().atMost(ofSeconds(10)));
        }

        var vote = both.of(() -> Future.succeededFuture("counted"));

        assertThat(vote.await().atMost(ofSeconds(10))).isEqualTo("counted");
    }

    @Test
    void holds_are_listed_and_shown_though_the_readers_groups_cannot_be_noted() {
        var hold = placed();
        await("listed")
                .atMost(ofSeconds(20))
                .until(() -> listed("bob", "open").contains(hold.hold().value()));
        pool.query("ALTER TABLE approval.memberships RENAME TO elsewhere").executeAndAwait();
        try {
            assertThat(listed("bob", "open")).contains(hold.hold().value());
            assertThat(show("bob", hold).statusCode()).isEqualTo(200);
            assertThat(vote("bob", hold, "approve", "agreed").statusCode()).isEqualTo(503);
        } finally {
            pool.query("ALTER TABLE approval.elsewhere RENAME TO memberships").executeAndAwait();
        }
        assertThat(vote("bob", hold, "approve", "agreed").statusCode()).isEqualTo(200);
    }

    @Test
    void who_may_see_a_hold() {
        var hold = placed();

        for (var reader : List.of("bob", "bea", "carol", "alice", "support-agent")) {
            assertThat(show(reader, hold).statusCode()).as(reader).isEqualTo(200);
            assertThat(listed(reader, "open")).as(reader).contains(hold.hold().value());
        }
        assertThat(show("deploy-bot", hold).statusCode()).isEqualTo(404);
        assertThat(vote("deploy-bot", hold, "approve", "").statusCode()).isEqualTo(404);
        assertThat(listed("deploy-bot", "open")).doesNotContain(hold.hold().value());
    }

    @Test
    void one_principal_cannot_open_more_than_twenty_holds_and_others_still_can() {
        var greedy = new EdgeLog(appender, person("mallory"));
        var holds = IntStream.range(0, 25).mapToObj(_ -> greedy.held(EdgeLog.terms(900))).toList();
        var other = placed();

        holds.forEach(this::awaitPlaced);
        var states = holds.stream().map(hold -> show("carol", hold).path("state")).toList();
        assertThat(states.subList(0, 20)).containsOnly("open");
        assertThat(states.subList(20, 25)).containsOnly("withdrawn");
        assertThat(show("carol", holds.getLast()).path("voidReason").toString())
                .contains("20 commands of mallory wait", "as many as may");
        assertThat(show("bob", other).path("state").toString()).isEqualTo("open");
        greedy.closed();
    }

    @Test
    void tickets_that_are_over_count_no_more() {
        var terms = Holds.ticket(new QuorumPart("dba", 1));
        var patient = new EdgeLog(appender, person("peggy"));
        var tickets = IntStream.range(0, 20).mapToObj(_ -> patient.held(terms)).toList();
        tickets.forEach(ticket -> patient.refused(ticket, RefusalCode.HELD_AS_TICKET, "later"));
        tickets.forEach(this::awaitPlaced);
        var tooMany = patient.held(terms);
        awaitState(tooMany, "withdrawn");

        vote("bob", tickets.getFirst(), "deny", "not today").then().statusCode(200);

        var next = patient.held(terms);
        awaitPlaced(next);
        assertThat(show("bob", next).path("state").toString()).isEqualTo("open");
        patient.closed();
    }

    @Test
    void state_changes_only_by_post_with_json_and_a_token_for_this_api() {
        var hold = placed();
        var votes = "/api/v1/holds/" + hold.hold().value() + "/votes";

        assertThat(as("bob").get(votes + "?vote=approve").statusCode()).isEqualTo(405);
        assertThat(as("bob").head(votes).statusCode()).isEqualTo(405);
        assertThat(as("bob").formParam("vote", "approve").post(votes).statusCode()).isEqualTo(415);
        assertThat(as("bob").contentType("text/plain").body("{}").post(votes).statusCode())
                .isEqualTo(415);
        assertThat(given().contentType(ContentType.JSON).body("{}").post(votes).statusCode())
                .isEqualTo(401);
        assertThat(vote("edge", hold, "approve", "").statusCode()).isEqualTo(401);
        assertThat(vote("bob", hold, "perhaps", "").statusCode()).isEqualTo(422);
        assertThat(vote("bob", hold, "approve", "x".repeat(2_001)).statusCode()).isEqualTo(422);
        assertThat(as("bob").contentType(ContentType.JSON).body("[").post(votes).statusCode())
                .isEqualTo(400);
        assertThat(show("bob", hold).path("state").toString()).isEqualTo("open");
    }
}

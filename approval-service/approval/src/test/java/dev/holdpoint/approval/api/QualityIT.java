package dev.holdpoint.approval.api;

import static io.restassured.RestAssured.given;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.approval.hold.Holds;
import dev.holdpoint.approval.quality.ApprovalStory;
import dev.holdpoint.events.HoldEvent.HoldClaimed;
import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.HoldEvent.HoldJudged;
import dev.holdpoint.events.HoldEvent.HoldWithdrawn;
import dev.holdpoint.events.HoldEvent.VoteRetracted;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.Judgement;
import dev.holdpoint.events.RefusalCode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Figures of ten days in March 2025, when nothing but this story happened. */
@QuarkusTest
class QualityIT extends HoldApi {
    private static final String QUALITY = "/api/v1/approvals/quality";
    private static final String MARCH = "?from=2025-03-01&to=2025-03-11T00:00:00Z";
    private static final Instant FIRST = Instant.parse("2025-03-01T12:00:00Z");
    private static final Instant SECOND = Instant.parse("2025-03-02T12:00:00Z");
    private static final Instant LATER = Instant.parse("2025-03-20T12:00:00Z");
    private static final HoldTerms TERMS = EdgeLog.terms(900);

    @BeforeAll
    void story() {
        var quick = story(FIRST, TERMS, "crm", "crm/writes");
        quick.approves(3, Holds.BOB, null).released(3);
        quick.tell(4, new HoldClaimed(quick.hold(), "edge-1", null, null))
                .tell(50, judged(quick, Judgement.GOOD))
                .tell(90, judged(quick, Judgement.BAD));
        var changed = story(FIRST, TERMS, "crm", "crm/writes", "crm/wide");
        changed.approves(10, Holds.BOB, null)
                .tell(20, new VoteRetracted(changed.hold(), Holds.BOB.id(), "wrong"))
                .approves(40, Holds.BEA, null)
                .released(40);
        story(FIRST, TERMS, "crm", "crm/wide").denies(100, Holds.BEA);
        var stages =
                Holds.staged(
                        Holds.stage(new QuorumPart("dba", 1)),
                        Holds.stage(new QuorumPart("security", 1)));
        story(FIRST, stages, "ledger", "ledger/all")
                .approves(60, Holds.BOB, 1)
                .approves(62, Holds.CAROL, 2)
                .released(62);
        var gone = story(FIRST, TERMS, "crm", "crm/writes");
        gone.tell(5, new HoldWithdrawn(gone.hold(), RefusalCode.CLIENT_GONE, "gone"));
        var late = story(SECOND, TERMS, "crm", "crm/wide");
        late.tell(900, new HoldExpired(late.hold()));
        story(SECOND, TERMS, "crm", "crm/writes");
        var away = story(LATER, TERMS, "crm", "crm/writes");
        away.tell(0, new HoldWithdrawn(away.hold(), RefusalCode.TOO_MANY_HOLDS, "too many"));
    }

    @BeforeEach
    void known() {
        await("the story is known")
                .atMost(ofSeconds(40))
                .until(() -> report("carol", "").getInt("total.holds") == 7);
    }

    private ApprovalStory story(Instant placed, HoldTerms terms, String target, String... rules) {
        return ApprovalStory.of(appender, placed, terms, target, rules);
    }

    private static HoldJudged judged(ApprovalStory story, Judgement judgement) {
        return new HoldJudged(story.hold(), Holds.CAROL.id(), judgement, "seen later");
    }

    @Test
    void the_last_judgement_of_a_hold_counts_for_its_rule_and_for_who_approved() {
        assertThat(report("carol", "").getMap("total"))
                .containsEntry("judgedBad", 1)
                .containsEntry("judgedGood", 0);
        assertThat(report("carol", "&by=rule").getList("items.figures.judgedBad"))
                .isEqualTo(List.of(0, 1, 0));
        assertThat(report("carol", "&by=approver").getList("items.figures.judgedBad"))
                .isEqualTo(List.of(0, 1, 0));
    }

    @Test
    void all_holds_of_the_window_are_counted_once() {
        var total = report("carol", "");

        assertThat(total.getMap("total"))
                .containsEntry("open", 1)
                .containsEntry("released", 3)
                .containsEntry("refused", 1)
                .containsEntry("expired", 1)
                .containsEntry("withdrawn", 1)
                .containsEntry("holdsPerDay", 0.7f)
                .containsEntry("approvals", 4)
                .containsEntry("quickApprovals", 2)
                .containsEntry("quickShare", 0.5f);
        assertThat(total.getMap("total.secondsToDecision"))
                .isEqualTo(Map.of("p50", 51.0f, "p90", 88.6f, "max", 100.0f));
    }

    @Test
    void a_hold_counts_for_each_of_its_rules() {
        var rules = report("bob", "&by=rule");

        assertThat(rules.getList("items.key"))
                .isEqualTo(List.of("crm/wide", "crm/writes", "ledger/all"));
        assertThat(rules.getList("items.figures.holds")).isEqualTo(List.of(3, 4, 1));
        assertThat(rules.getList("items.figures.refused")).isEqualTo(List.of(1, 0, 0));
        assertThat(rules.getList("items.figures.secondsToDecision.p50"))
                .isEqualTo(List.of(70.0f, 21.5f, 62.0f));
        assertThat(rules.getList("items.figures.quickApprovals")).isEqualTo(List.of(0, 1, 1));
        assertThat(report("bob", "&by=target").getList("items.figures.holds"))
                .isEqualTo(List.of(6, 1));
    }

    @Test
    void an_approver_is_timed_from_when_their_stage_was_asked_and_only_by_votes_that_stand() {
        var people = report("carol", "&by=approver");

        assertThat(people.getList("items.key"))
                .isEqualTo(
                        List.of("http://issuer#bea", "http://issuer#bob", "http://issuer#carol"));
        assertThat(people.getList("items.figures.holds")).isEqualTo(List.of(2, 2, 1));
        assertThat(people.getList("items.figures.approvals")).isEqualTo(List.of(1, 2, 1));
        assertThat(people.getList("items.figures.quickApprovals")).isEqualTo(List.of(0, 1, 1));
        assertThat(people.getList("items.figures.secondsToDecision.max"))
                .isEqualTo(List.of(100.0f, 60.0f, 2.0f));
    }

    @Test
    void the_load_of_a_day_is_what_was_placed_on_it() {
        var days = report("carol", "&by=day");

        assertThat(days.getList("items.key")).isEqualTo(List.of("2025-03-01", "2025-03-02"));
        assertThat(days.getList("items.figures.holdsPerDay")).isEqualTo(List.of(5.0f, 2.0f));
        assertThat(days.getFloat("items[0].figures.secondsToDecision.max")).isEqualTo(100.0f);
        assertThat(days.getString("items[1].figures.secondsToDecision")).isNull();
    }

    @Test
    void figures_come_in_pages() {
        var first = report("carol", "&limit=2");
        var rest = report("carol", "&limit=2&cursor=" + first.getString("next"));

        assertThat(first.getList("items.key")).isEqualTo(List.of("crm/wide", "crm/writes"));
        assertThat(rest.getList("items.key")).isEqualTo(List.of("ledger/all"));
        assertThat(rest.getString("next")).isNull();
        assertThat(rest.getInt("total.holds")).isEqualTo(7);
    }

    @Test
    void what_was_over_a_limit_is_told_apart_from_what_was_withdrawn() {
        await().atMost(ofSeconds(40))
                .untilAsserted(
                        () ->
                                as("carol")
                                        .get(QUALITY + "?from=2025-03-20&to=2025-03-21")
                                        .then()
                                        .statusCode(200)
                                        .body("total.turnedAway", is(1))
                                        .body("total.withdrawn", is(0)));
    }

    @Test
    void a_window_in_which_nothing_happened_has_no_figures() {
        var empty = as("carol").get(QUALITY + "?from=2024-03-01&to=2024-03-02").jsonPath();

        assertThat(empty.getInt("total.holds")).isZero();
        assertThat(empty.getString("total.secondsToDecision")).isNull();
        assertThat(empty.getString("total.quickShare")).isNull();
        assertThat(empty.getList("items")).isEmpty();
    }

    @Test
    void people_and_days_are_for_security_and_auditors_and_nothing_is_for_everybody() {
        for (var by : List.of("approver", "day")) {
            assertThat(ask("bob", "&by=" + by).statusCode()).isEqualTo(403);
        }
        assertThat(ask("alice", "&by=rule").statusCode()).isEqualTo(403);
        assertThat(given().get(QUALITY).statusCode()).isEqualTo(401);
    }

    @Test
    void a_question_that_makes_no_sense_is_refused_with_what_would_be_right() {
        problem("?by=colour", "bad-grouping");
        problem("?from=yesterday", "bad-moment");
        problem("?to=-1000000000-01-01T00:00:00Z", "bad-moment");
        problem("?from=2025-03-02&to=2025-03-02", "bad-window");
        problem("?from=2025-03-01&to=2026-03-03", "bad-window");
        problem("?limit=0", "bad-limit");
        problem("?cursor=%C3%A4", "bad-cursor");
    }

    private static void problem(String query, String code) {
        as("carol")
                .urlEncodingEnabled(false)
                .get(QUALITY + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", is(code));
    }

    @Test
    void the_decisions_come_out_of_a_rebuild_as_they_were() {
        await().atMost(ofSeconds(30))
                .untilAsserted(
                        () ->
                                as("carol")
                                        .post("/api/v1/approval/projections/decisions.v3:rebuild")
                                        .then()
                                        .statusCode(200)
                                        .body("equal", is(true)));
        assertThat(report("carol", "").getInt("total.holds")).isEqualTo(7);
    }

    private static Response ask(String reader, String query) {
        return as(reader).get(QUALITY + MARCH + query);
    }

    private static JsonPath report(String reader, String query) {
        return ask(reader, query).then().statusCode(200).extract().jsonPath();
    }
}

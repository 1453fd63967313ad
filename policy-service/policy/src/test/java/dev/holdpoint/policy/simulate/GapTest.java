package dev.holdpoint.policy.simulate;

import static dev.holdpoint.policy.evaluate.Asking.AGENT;
import static dev.holdpoint.policy.evaluate.Asking.ALICE;
import static dev.holdpoint.policy.evaluate.Asking.command;
import static dev.holdpoint.policy.simulate.Recording.draft;
import static dev.holdpoint.policy.simulate.Sampled.ASK_DBA;
import static dev.holdpoint.policy.simulate.Sampled.LIVE;
import static dev.holdpoint.policy.simulate.Sampled.READS;
import static dev.holdpoint.policy.simulate.Sampled.WRITES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.simulate.Simulation.Unanswered;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GapTest {
    private static final String ESTIMATED =
            "{ name: large, decide: deny, match: { effects: [ write ] },"
                    + " when: statement.estimatedRows > 500 }";

    private final Recording recording = new Recording();

    @Test
    void an_estimate_that_nobody_asked_for_is_not_made_up() {
        recording.decide(LIVE, ALICE, command("UPDATE", Effect.WRITE));
        recording.decide(LIVE, ALICE, command("UPDATE", Effect.WRITE).estimating(7));
        recording.decide(LIVE, ALICE, command("UPDATE", Effect.WRITE).estimating(700));

        var result = recording.simulate(draft(Asking.rules(READS, WRITES, ESTIMATED)), LIVE);

        assertThat(result.matrix().get(Answer.ALLOW))
                .isEqualTo(Map.of(Answer.ALLOW, 1L, Answer.HOLD, 0L, Answer.DENY, 1L));
        assertThat(result.notEvaluable()).containsExactly(gap(Gap.ESTIMATE_NOT_ASKED, "c-000000"));
    }

    @Test
    void an_estimate_that_the_target_could_not_give_then_is_not_given_now() {
        var live = Asking.rules(READS, WRITES, ESTIMATED);
        recording.decide(live, ALICE, command("UPDATE", Effect.WRITE));

        var result = recording.simulate(draft(live), live);

        assertThat(result.unchanged()).isEqualTo(1);
        assertThat(result.notEvaluable()).isEmpty();
    }

    @Test
    void what_the_edge_refused_for_itself_it_goes_on_refusing() {
        for (var code : List.of(RefusalCode.POLICY_DENIED, RefusalCode.NOT_UNDERSTOOD)) {
            refusedByTheEdge(code);
        }

        var result = recording.simulate(draft(LIVE), LIVE);

        assertThat(result.unchanged()).isEqualTo(2);
        assertThat(result.matrix().get(Answer.DENY)).containsEntry(Answer.DENY, 2L);
    }

    @Test
    void what_the_edge_might_not_refuse_under_the_draft_is_not_evaluable() {
        refusedByTheEdge(RefusalCode.POLICY_DENIED);

        var result = recording.simulate(draft(Asking.rules(ASK_DBA)), LIVE);

        assertThat(result.changed()).isZero();
        assertThat(result.notEvaluable()).containsExactly(gap(Gap.EDGE_REFUSED, "c-000000"));
    }

    @Test
    void what_policy_did_not_answer_is_not_evaluable() {
        refusedByTheEdge(RefusalCode.POLICY_UNAVAILABLE);

        assertThat(recording.simulate(draft(LIVE), LIVE).notEvaluable())
                .containsExactly(gap(Gap.POLICY_DID_NOT_ANSWER, "c-000000"));
    }

    @Test
    void what_cannot_be_read_or_was_recorded_with_less_is_not_evaluable() {
        recording.decide(LIVE, ALICE, command("SELECT", Effect.READ));
        var value = recording.records().getFirst().value().array();
        recording.rewriteLast("dev.holdpoint.sessions.CommandDecided.v3", new byte[0]);
        recording.decide(LIVE, ALICE, command("SELECT", Effect.READ));
        recording.rewriteLast("dev.holdpoint.sessions.CommandDecided.v1", value);
        recording.decide(LIVE, ALICE, command("SELECT", Effect.READ));
        recording.rewriteLast("dev.holdpoint.sessions.CommandCompleted.v2", "{}".getBytes(UTF_8));

        assertThat(recording.simulate(draft(LIVE), LIVE).notEvaluable())
                .containsExactly(
                        gap(Gap.UNREADABLE, "holdpoint.sessions/0@0"),
                        gap(Gap.OLD_FORM, "c-000000"));
    }

    private void refusedByTheEdge(RefusalCode code) {
        var query = recording.query(AGENT, command("UPDATE", Effect.WRITE));
        var allow = Asking.decide(LIVE, query);
        recording.add(
                query, new Decision.Deny(allow.revision(), allow.rules(), "It is masked.", code));
    }

    static Unanswered gap(Gap gap, String example) {
        return new Unanswered(gap, gap.explanation(), 1, List.of(example));
    }
}

package dev.holdpoint.policy.trial;

import static dev.holdpoint.policy.trial.Trying.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.match.RuleDecision;
import dev.holdpoint.policy.trial.Expectation.Difference;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrialTest {
    @Test
    void a_case_passes_when_everything_it_names_came() {
        var verdict =
                verdict(
                        "sql: READ",
                        "expect:",
                        "  decision: allow",
                        "  rule: p/reads",
                        "  masks:",
                        "    public.customers.card_number: keepLast 4",
                        "    email: redact",
                        "    credit-card: any");

        assertThat(verdict.passed()).isTrue();
        assertThat(verdict.notes()).containsExactly("read from READ");
        assertThat(verdict.at()).isEqualTo(Trying.NOW);
        assertThat(verdict.tried().principal().onBehalfOf())
                .isEqualTo(new PrincipalId("https://issuer.test", "alice"));
    }

    @Test
    void what_came_otherwise_is_told_one_by_one() {
        var verdict =
                verdict(
                        "sql: WRITE",
                        "expect: { decision: allow, rule: p/reads, reason: Fine., masks: {} }");

        assertThat(verdict.passed()).isFalse();
        assertThat(verdict.differences())
                .containsExactly(
                        new Difference("decision", "allow", "hold"),
                        new Difference("rule", "p/reads", "p/writes"),
                        new Difference("reason", "Fine.", "Rule p/writes holds this command."),
                        new Difference(
                                "masks",
                                "{}",
                                "{credit-card=redact, email=redact,"
                                        + " public.customers.card_number=keepLast 4}"));
    }

    @Test
    void the_rows_that_may_leave_are_expected_by_number_or_as_all() {
        assertThat(verdict("sql: READ", "expect: { decision: allow, rows: 500 }").passed())
                .isTrue();
        assertThat(verdict("sql: WRITE", "expect: { decision: hold, rows: all }").passed())
                .isTrue();
        assertThat(verdict("sql: READ", "expect: { decision: allow, rows: all }").differences())
                .containsExactly(new Difference("rows", "all", "500"));
        assertThatThrownBy(() -> verdict("sql: READ", "expect: { decision: deny, rows: 500 }"))
                .isInstanceOf(InvalidDocuments.class)
                .hasMessageContaining("No deny has rows.");
    }

    @Test
    void a_mask_that_shows_more_than_expected_fails() {
        var verdict =
                verdict(
                        "sql: READ",
                        "expect:",
                        "  decision: allow",
                        "  masks:",
                        "    public.customers.card_number: redact",
                        "    email: any",
                        "    credit-card: any");

        assertThat(verdict.differences()).extracting(Difference::what).containsExactly("masks");
    }

    @Test
    void a_hold_has_the_votes_it_needs_and_the_masks_that_follow_its_release() {
        var verdict = verdict("sql: WRITE", "expect: { decision: hold, approval: { dba: 1 } }");

        assertThat(verdict.differences())
                .containsExactly(new Difference("approval", "{dba=1}", "{dba=2}"));
        assertThat(verdict.came().masks()).containsEntry("email", "redact");
    }

    @Test
    void a_case_is_decided_at_its_own_instant() {
        assertThat(
                        verdict(
                                        "sql: READ",
                                        "at: 2027-01-01",
                                        "expect: { decision: deny, code: NO_GRANT, rule: none }")
                                .passed())
                .isTrue();
        assertThat(
                        verdict(
                                        "sql: READ",
                                        "at: 2026-12-31T23:59:59Z",
                                        "expect: { decision: allow }")
                                .passed())
                .isTrue();
    }

    @Test
    void use_of_the_session_and_estimates_are_inputs() {
        var budget =
                verdict(
                        "sql: READ",
                        "session: { rowsReturned: 101 }",
                        "expect: { decision: deny, reason: Too much. }");
        var estimate =
                verdict(
                        "sql: READ",
                        "session: { applicationName: report }",
                        "estimatedRows: 501",
                        "expect: { decision: deny, rule: p/too-much }");

        assertThat(budget.passed()).isTrue();
        assertThat(estimate.passed()).isTrue();
        assertThat(came("sql: READ", "session: { applicationName: report }", "estimatedRows: 5"))
                .isEqualTo(RuleDecision.ALLOW);
    }

    @Test
    void without_an_estimate_a_condition_on_it_counts_as_on_the_edge() {
        var verdict =
                verdict(
                        "sql: READ",
                        "session: { applicationName: report }",
                        "expect: { decision: allow }");

        assertThat(verdict.came().rule()).isEqualTo("p/too-much");
    }

    @Test
    void justification_and_tags_are_inputs() {
        assertThat(came("sql: SESSION")).isEqualTo(RuleDecision.DENY);
        assertThat(came("sql: SESSION", "justification: ticket 7")).isEqualTo(RuleDecision.ALLOW);
        assertThat(came("sql: SESSION", "tags: { team: billing }")).isEqualTo(RuleDecision.ALLOW);
    }

    @Test
    void a_command_may_be_given_by_what_it_does() {
        var verdict =
                verdict(
                        "facts: { effects: [ ddl ], kinds: [ drop ], writes: [ public.orders ] }",
                        "expect: { decision: deny, rule: default, code: POLICY_DENIED }");

        assertThat(verdict.passed()).isTrue();
        assertThat(verdict.facts().kinds()).containsExactly("DROP");
        assertThat(verdict.came().code()).isEqualTo(RefusalCode.POLICY_DENIED);
        assertThat(verdict.came().approval()).isEqualTo(Map.of());
    }

    @Test
    void a_text_that_runs_what_another_prepared_cannot_be_tried() {
        assertThatThrownBy(() -> verdict("sql: EXECUTE p", "expect: { decision: deny }"))
                .isInstanceOf(InvalidDocuments.class)
                .hasMessageStartingWith("tests/t.yaml:9:7: The case one cannot be tried")
                .hasMessageContaining("Describe what is run by facts");
    }

    @Test
    void a_target_nobody_describes_proves_nothing_unless_that_is_expected() {
        assertThatThrownBy(
                        () -> verdict("sql: READ", "target: paymets", "expect: { decision: deny }"))
                .isInstanceOf(InvalidDocuments.class)
                .hasMessageContaining("Known targets: payments.");
        assertThat(
                        verdict(
                                        "sql: READ",
                                        "target: paymets",
                                        "expect: { decision: deny, code: UNKNOWN_TARGET }")
                                .passed())
                .isTrue();
    }

    @Test
    void rules_that_got_furthest_are_the_nearest_misses() {
        var verdict = verdict("sql: DDL", "expect: { decision: deny }");

        assertThat(NearMisses.of(verdict.considered()))
                .extracting(missed -> missed.rule().id() + " on " + missed.field())
                .startsWith("p/too-much on effects");
        var near = verdict("sql: READ", "expect: { decision: allow }");
        assertThat(NearMisses.of(near.considered()))
                .extracting(missed -> missed.rule().id() + " on " + missed.field())
                .containsExactly(
                        "p/too-much on when", "p/untold on effects", "p/writes on effects");
    }

    private static RuleDecision came(String... lines) {
        var all = new String[lines.length + 1];
        System.arraycopy(lines, 0, all, 0, lines.length);
        all[lines.length] = "expect: { decision: allow }";
        return verdict(all).came().decision();
    }
}

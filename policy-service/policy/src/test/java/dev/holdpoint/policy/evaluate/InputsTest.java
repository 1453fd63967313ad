package dev.holdpoint.policy.evaluate;

import static dev.holdpoint.policy.evaluate.Asking.ALICE;
import static dev.holdpoint.policy.evaluate.Asking.NOON;
import static dev.holdpoint.policy.evaluate.Asking.command;
import static dev.holdpoint.policy.evaluate.Asking.explain;
import static dev.holdpoint.policy.evaluate.Asking.query;
import static dev.holdpoint.policy.evaluate.Asking.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.contract.Input;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules can ask about a session and a command's size, and what an answer depends on then. */
class InputsTest {
    private static final String READS = "{ name: a, decide: allow, match: { effects: [ read ] } }";
    private static final CommandFacts READ = command("SELECT", Effect.READ);

    @ParameterizedTest
    @CsvSource({"100, Allow", "101, Deny"})
    void a_rate_can_be_ruled(long commands, String decides) {
        var rulebook =
                rules(
                        READS,
                        "{ name: rate, decide: deny, match: {}, when: 'session.commandsLastMinute >"
                                + " 100', reason: Slow down. }");

        var explanation = explain(rulebook, used(commands, 0, 0));

        assertThat(name(explanation)).isEqualTo(decides);
        assertThat(explanation.inputs()).containsExactly(Input.COMMANDS_LAST_MINUTE);
    }

    @ParameterizedTest
    @CsvSource({"9999, 0, Allow", "10000, 0, Deny", "0, 50, Deny"})
    void budgets_of_rows_can_be_ruled(long returned, long written, String decides) {
        var rulebook =
                rules(
                        READS,
                        "{ name: budget, decide: deny, match: {}, when: 'session.rowsReturned >="
                                + " 10000 || session.rowsWritten >= 50' }");

        assertThat(name(explain(rulebook, used(1, returned, written)))).isEqualTo(decides);
    }

    @Test
    void an_answer_depends_only_on_what_the_conditions_that_were_tried_asked() {
        var rulebook =
                rules(
                        READS,
                        "{ name: w, decide: deny, match: { effects: [ write ] }, when:"
                                + " 'session.rowsWritten > 5' }",
                        "{ name: s, decide: deny, match: {}, when: 'false &&"
                                + " session.rowsReturned > 5' }");

        assertThat(explain(rulebook, used(1, 1, 1)).inputs()).isEmpty();
    }

    @Test
    void tags_and_the_justification_can_be_asked_and_are_inputs() {
        var rulebook =
                rules(
                        READS,
                        "{ name: why, decide: deny, match: {}, when: 'session.justification =="
                                + " \"\"' }",
                        "{ name: trace, decide: deny, match: {}, when: '!(\"traceparent\" in"
                                + " statement.tags)' }");

        var none = explain(rulebook, told(null, Map.of()));
        var both = explain(rulebook, told("ticket 7", Map.of("traceparent", "00-1-2-01")));

        assertThat(none.decision().rules()).contains("test/why", "test/trace");
        assertThat(both.decision()).isInstanceOf(Decision.Allow.class);
        assertThat(both.inputs()).containsExactlyInAnyOrder(Input.JUSTIFICATION, Input.TAGS);
    }

    @Test
    void the_application_can_be_ruled() {
        var rulebook =
                rules(
                        "{ name: a, decide: allow, match: { effects: [ read ] }, when:"
                                + " 'session.applicationName == \"psql\"' }");

        assertThat(name(explain(rulebook, used(1, 0, 0)))).isEqualTo("Allow");
        assertThat(name(explain(rulebook, query(READ, SessionUse.NONE)))).isEqualTo("Deny");
    }

    @Test
    void an_answer_is_good_until_the_first_grant_ends() {
        var grant =
                Asking.grant(
                        List.of(Effect.READ),
                        NOON.plus(Duration.ofHours(2)),
                        NOON.plus(Duration.ofHours(1)));
        var source = Asking.source("rules:\n  - " + READS + "\n");
        var rulebook = Asking.rulebook(List.of(source), grant);

        assertThat(explain(rulebook, query(ALICE, READ)).reusableUntil())
                .isEqualTo(NOON.plus(Duration.ofHours(1)));
        assertThat(explain(rules(READS), query(ALICE, READ)).reusableUntil()).isNull();
    }

    @Test
    void without_a_policy_an_answer_is_good_once() {
        var explanation = explain(Rulebook.EMPTY, query(ALICE, READ));

        assertThat(explanation.inputs()).containsExactly(Input.OTHER);
        assertThat(explanation.decision())
                .isInstanceOfSatisfying(
                        Decision.Deny.class,
                        deny -> assertThat(deny.code()).isEqualTo(RefusalCode.POLICY_UNAVAILABLE));
    }

    private static String name(Explanation explanation) {
        return explanation.decision().getClass().getSimpleName();
    }

    private static DecisionQuery used(long commands, long returned, long written) {
        return query(READ, new SessionUse("psql", "127.0.0.1", commands, returned, written));
    }

    private static DecisionQuery told(@Nullable String justification, Map<String, String> tags) {
        return Asking.told(used(1, 0, 0), justification, tags);
    }
}

package dev.holdpoint.policy.shadow;

import static dev.holdpoint.policy.evaluate.Asking.ALICE;
import static dev.holdpoint.policy.evaluate.Asking.NOON;
import static dev.holdpoint.policy.evaluate.Asking.command;
import static dev.holdpoint.policy.evaluate.Asking.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Answered;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.ShadowAnswer;
import dev.holdpoint.policy.contract.DecisionAnswer;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.contract.Input;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.Evaluator;
import dev.holdpoint.policy.evaluate.Rulebook;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShadowTest {
    private static final DecisionQuery READ = query(ALICE, command("SELECT", Effect.READ));
    private static final String ALLOWS =
            "{ name: reads, decide: allow, match: { effects: [ read ] } }";
    private static final String DENIES = "{ name: no, decide: deny, match: { effects: [ read ] } }";
    private static final String BY_RATE =
            "{ name: slow, decide: deny, match: { effects: [ read ] },"
                    + " when: 'session.commandsLastMinute > 5' }";
    private static final String SPINS =
            "{ name: spins, decide: allow, match: { effects: [ read ] }, when: '%s' }"
                    .formatted(
                            "statement.columns.exists(a, statement.columns.exists(b,"
                                    + " a + b == \"x\"))");

    @Test
    void what_is_tried_is_told_beside_an_answer_that_stays_as_it_is() {
        var alone = answer(Asking.rules(ALLOWS), READ);
        var beside = answer(trying(DENIES), READ);

        assertThat(beside.decision()).isEqualTo(alone.decision());
        assertThat(beside.shadow())
                .isEqualTo(
                        new ShadowAnswer(
                                new RevisionId("sha256:1"),
                                Answered.ALLOW,
                                Answered.DENY,
                                List.of("test/no")));
        assertThat(beside.inputs()).isEqualTo(alone.inputs());
    }

    @Test
    void nothing_is_told_while_nothing_is_tried() {
        assertThat(answer(Asking.rules(ALLOWS), READ).shadow()).isNull();
    }

    @Test
    void an_answer_is_reused_only_as_long_as_both_would_be_the_same() {
        assertThat(answer(trying(DENIES), READ).inputs()).isEmpty();
        assertThat(answer(trying(BY_RATE, ALLOWS), READ).inputs())
                .contains(Input.COMMANDS_LAST_MINUTE);
    }

    @Test
    void what_cannot_be_decided_by_the_one_that_is_tried_changes_nothing() {
        var none =
                new Rulebook(
                        null, Asking.rules(ALLOWS).targets(), Asking.rules(ALLOWS).grants(), 1);
        var answer = answer(trying(SPINS), READ);

        assertThat(answer.decision()).isEqualTo(answer(Asking.rules(ALLOWS), READ).decision());
        assertThat(Shadow.beside(answer(none, READ), none, READ, NOON).shadow()).isNull();
    }

    @Test
    void the_release_of_a_hold_was_asked_about_before() {
        var terms =
                HoldTerms.waiting(
                        List.of(new QuorumPart("dba", 1)), 900, false, new InTransaction.Deny());
        var release = query(ALICE, command("SELECT", Effect.READ), terms);

        assertThat(answer(trying(DENIES), release).shadow()).isNull();
    }

    /** What allows reads, beside these rules. */
    private static Rulebook trying(String... rules) {
        var active = Asking.rules(ALLOWS);
        return new Rulebook(
                active.revision(),
                active.targets(),
                active.grants(),
                1,
                Asking.rules(rules).revision());
    }

    private static DecisionAnswer answer(Rulebook rulebook, DecisionQuery query) {
        var answer =
                Evaluator.decide(rulebook, query, NOON, Asking.ample()).answer(rulebook.number());
        return Shadow.beside(answer, rulebook, query, NOON);
    }
}

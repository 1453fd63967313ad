package dev.holdpoint.policy.evaluate;

import static dev.holdpoint.policy.evaluate.Asking.ALICE;
import static dev.holdpoint.policy.evaluate.Asking.command;
import static dev.holdpoint.policy.evaluate.Asking.explain;
import static dev.holdpoint.policy.evaluate.Asking.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.contract.Input;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that let nothing pass unless the client said why. */
class JustificationTest {
    private static final CommandFacts READ = command("SELECT", Effect.READ);
    private static final String READS =
            "{ name: reads, decide: allow, match: { effects: [ read, session ] } }";
    private static final String PEOPLE =
            "{ name: people, decide: allow, justification: required,"
                    + " match: { effects: [ read, session ], tables: [ public.customers ] } }";
    private static final String HELD =
            "{ name: held, decide: hold, justification: required, match: { effects: [ read ] },"
                    + " approval: { from: [ { group: dba } ], expires: 15m } }";

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void without_one_an_allow_is_a_deny_that_says_how_to_give_one(@Nullable String none) {
        var explanation = explain(rules(PEOPLE), asking(READ, none));

        assertThat(explanation.decision())
                .isInstanceOfSatisfying(
                        Decision.Deny.class,
                        deny -> {
                            assertThat(deny.code()).isEqualTo(RefusalCode.POLICY_DENIED);
                            assertThat(deny.rules()).containsExactly("test/people");
                            assertThat(deny.reason()).contains("SET holdpoint.justification");
                        });
    }

    @Test
    void with_one_it_is_allowed_and_the_answer_depends_on_it() {
        var explanation = explain(rules(PEOPLE), asking(READ, "ticket 7"));

        assertThat(explanation.decision()).isInstanceOf(Decision.Allow.class);
        assertThat(explanation.inputs()).containsExactly(Input.JUSTIFICATION);
        assertThat(explain(rules(PEOPLE), asking(READ, null)).inputs())
                .containsExactly(Input.JUSTIFICATION);
    }

    @Test
    void a_rule_that_wants_none_does_not_excuse_one_that_does() {
        var decision = explain(rules(READS, PEOPLE), asking(READ, null)).decision();

        assertThat(decision).isInstanceOf(Decision.Deny.class);
        assertThat(decision.rules()).containsExactly("test/people", "test/reads");
    }

    @Test
    void nobody_is_asked_about_what_was_not_justified() {
        assertThat(explain(rules(HELD), asking(READ, null)).decision())
                .isInstanceOf(Decision.Deny.class);
        assertThat(explain(rules(HELD), asking(READ, "ticket 7")).decision())
                .isInstanceOf(Decision.Hold.class);
    }

    @Test
    void where_no_rule_that_matches_wants_one_nothing_depends_on_it() {
        var explanation =
                explain(
                        rules(READS, PEOPLE.replace("public.customers", "public.staff")),
                        asking(READ, null));

        assertThat(explanation.decision()).isInstanceOf(Decision.Allow.class);
        assertThat(explanation.inputs()).isEmpty();
    }

    @Test
    void one_can_be_given_where_one_is_wanted() {
        var sets = command("SET", Effect.SESSION);

        assertThat(explain(rules(PEOPLE), asking(sets, null)).decision())
                .isInstanceOf(Decision.Allow.class);
        assertThat(
                        explain(
                                        rules(PEOPLE),
                                        asking(command("X", Effect.SESSION, Effect.READ), null))
                                .decision())
                .isInstanceOf(Decision.Deny.class);
    }

    @Test
    void a_deny_says_its_own_reason() {
        var no = "{ name: no, decide: deny, match: {}, reason: Never. }";

        assertThat(explain(rules(PEOPLE, no), asking(READ, null)).decision().reason())
                .isEqualTo("Never.");
    }

    private static DecisionQuery asking(CommandFacts facts, @Nullable String justification) {
        return Asking.told(Asking.query(ALICE, facts), justification, Map.of());
    }
}

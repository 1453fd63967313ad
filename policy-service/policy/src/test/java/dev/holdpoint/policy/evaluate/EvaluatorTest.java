package dev.holdpoint.policy.evaluate;

import static dev.holdpoint.policy.evaluate.Asking.AGENT;
import static dev.holdpoint.policy.evaluate.Asking.ALICE;
import static dev.holdpoint.policy.evaluate.Asking.NOON;
import static dev.holdpoint.policy.evaluate.Asking.command;
import static dev.holdpoint.policy.evaluate.Asking.decide;
import static dev.holdpoint.policy.evaluate.Asking.explain;
import static dev.holdpoint.policy.evaluate.Asking.query;
import static dev.holdpoint.policy.evaluate.Asking.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Decision.Allow;
import dev.holdpoint.events.Decision.Deny;
import dev.holdpoint.events.Decision.Hold;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation.MaskColumn;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.contract.SessionAnswer;
import dev.holdpoint.policy.contract.SessionAnswer.Admitted;
import dev.holdpoint.policy.contract.SessionAnswer.Turned;
import dev.holdpoint.policy.contract.SessionQuery;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorTest {
    private static final String ALLOW = "{ name: a, decide: allow, match: { effects: [ read ] } }";
    private static final String HOLD =
            "{ name: h, decide: hold, match: { effects: [ read ] }, approval: { from: [ { group:"
                    + " dba } ], expires: 15m } }";
    private static final String DENY =
            "{ name: d, decide: deny, match: { effects: [ read ] }, reason: No reading. }";
    private static final String OTHER = "{ name: o, decide: deny, match: { effects: [ ddl ] } }";

    @ParameterizedTest
    @CsvSource({
        "false, false, false, Deny, default",
        "true,  false, false, Allow, test/a",
        "false, true,  false, Hold, test/h",
        "true,  true,  false, Hold, test/h test/a",
        "false, false, true,  Deny, test/d",
        "true,  false, true,  Deny, test/d test/a",
        "false, true,  true,  Deny, test/d test/h",
        "true,  true,  true,  Deny, test/d test/h test/a"
    })
    void deny_goes_over_hold_over_allow_and_every_match_is_recorded(
            boolean allow, boolean hold, boolean deny, String decides, String names) {
        var rulebook =
                rules(
                        allow ? ALLOW : OTHER.replace("o,", "o1,"),
                        hold ? HOLD : OTHER.replace("o,", "o2,"),
                        deny ? DENY : OTHER);

        var decision = decide(rulebook, query(ALICE, command("SELECT", Effect.READ)));

        assertThat(decision.getClass().getSimpleName()).isEqualTo(decides);
        assertThat(String.join(" ", decision.rules())).isEqualTo(names);
    }

    @Test
    void the_reason_is_the_deciding_rules() {
        var decision = decide(rules(ALLOW, DENY), query(ALICE, command("SELECT", Effect.READ)));

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Deny.class,
                        deny -> {
                            assertThat(deny.reason()).isEqualTo("No reading.");
                            assertThat(deny.code()).isEqualTo(RefusalCode.POLICY_DENIED);
                        });
    }

    @Test
    void an_allow_must_cover_every_effect() {
        var decision =
                decide(rules(ALLOW), query(ALICE, command("WITH", Effect.READ, Effect.WRITE)));

        assertThat(decision).isInstanceOf(Deny.class);
        assertThat(decision.rules()).containsExactly("default");
    }

    @Test
    void deny_and_hold_match_if_any_effect_is_listed() {
        assertThat(decide(rules(DENY), query(ALICE, command("X", Effect.READ, Effect.WRITE))))
                .isInstanceOf(Deny.class);
        assertThat(decide(rules(HOLD), query(ALICE, command("X", Effect.READ, Effect.WRITE))))
                .isInstanceOf(Hold.class);
    }

    @Test
    void what_was_not_understood_is_never_allowed() {
        var all =
                "{ name: all, decide: allow, match: { effects: [ read, write, ddl, privilege,"
                        + " session, admin, file, program, network ] } }";

        assertThat(code(decide(rules(all), query(ALICE, command("?", Effect.UNKNOWN)))))
                .isEqualTo(RefusalCode.NO_GRANT);
        assertThat(
                        code(
                                decide(
                                        rules(all),
                                        query(ALICE, command("?", Effect.READ, Effect.UNKNOWN)))))
                .isEqualTo(RefusalCode.NO_GRANT);
    }

    @Test
    void a_command_without_effects_needs_an_allow_too() {
        assertThat(decide(rules(ALLOW), query(ALICE, command("EMPTY")))).isInstanceOf(Allow.class);
        assertThat(decide(rules(OTHER), query(ALICE, command("EMPTY")))).isInstanceOf(Deny.class);
    }

    @Test
    void without_a_revision_everything_is_denied() {
        var decision = decide(Rulebook.EMPTY, query(ALICE, command("SELECT", Effect.READ)));

        assertThat(code(decision)).isEqualTo(RefusalCode.POLICY_UNAVAILABLE);
    }

    @Test
    void an_unknown_target_is_denied() {
        var rulebook = rules(ALLOW);
        var bare = new Rulebook(rulebook.revision(), Map.of(), rulebook.grants(), 1);

        assertThat(code(decide(bare, query(ALICE, command("SELECT", Effect.READ)))))
                .isEqualTo(RefusalCode.UNKNOWN_TARGET);
    }

    @Test
    void a_session_opens_with_a_grant_only() {
        var rulebook = rules(ALLOW);
        var carol = Asking.human("carol", "security");

        assertThat(admit(rulebook, new SessionQuery(ALICE, Asking.PAYMENTS, "")))
                .isInstanceOf(Admitted.class);
        assertThat(admit(rulebook, new SessionQuery(carol, Asking.PAYMENTS, "")))
                .isInstanceOfSatisfying(
                        Turned.class,
                        turned -> assertThat(turned.code()).isEqualTo(RefusalCode.NO_GRANT));
        assertThat(admit(rulebook, new SessionQuery(ALICE, new TargetName("other"), "")))
                .isInstanceOfSatisfying(
                        Turned.class,
                        turned -> assertThat(turned.code()).isEqualTo(RefusalCode.UNKNOWN_TARGET));
    }

    @Test
    void a_session_for_replication_opens_with_a_grant_of_that_effect_only() {
        var wish = new SessionQuery(ALICE, Asking.PAYMENTS, "", true);
        var others =
                Arrays.stream(Effect.values())
                        .filter(e -> e != Effect.UNKNOWN && e != Effect.REPLICATION)
                        .toList();
        var lesser = Asking.rulebook(List.of(), Asking.grant(others, null, null));

        assertThat(admit(rules(ALLOW), wish))
                .isInstanceOfSatisfying(
                        Admitted.class, answer -> assertThat(answer.replication()).isTrue());
        assertThat(admit(rules(ALLOW), new SessionQuery(ALICE, Asking.PAYMENTS, "")))
                .isInstanceOfSatisfying(
                        Admitted.class, answer -> assertThat(answer.replication()).isFalse());
        assertThat(admit(lesser, wish))
                .isEqualTo(
                        new Turned(
                                RefusalCode.NO_GRANT,
                                "start-up parameter replication: no grant of alice on payments"
                                        + " covers the effect replication."));
    }

    @Test
    void a_released_hold_counts_as_allow_with_the_obligations_the_hold_came_with() {
        var rulebook =
                Asking.policy(
                        "rules:\n  - "
                                + HOLD
                                + "\nmasks:\n  - { columns: [ public.customers.card_number ],"
                                + " using: redact }\n");
        var select = command("SELECT", Effect.READ);
        var redacted =
                new MaskColumn("public.customers.card_number", new Mask.Redact(), "test/mask-1");

        assertThat(explain(rulebook, query(ALICE, select)).onceReleased())
                .containsExactly(redacted);
        var released = explain(rulebook, query(ALICE, select, terms("dba", 1)));
        assertThat(released.onceReleased()).isEmpty();
        assertThat(released.decision())
                .isInstanceOfSatisfying(
                        Allow.class,
                        allow -> {
                            assertThat(allow.rules()).containsExactly("test/h");
                            assertThat(allow.obligations()).containsExactly(redacted);
                        });
    }

    @Test
    void a_release_under_other_terms_is_held_again_and_a_deny_still_denies() {
        var select = command("SELECT", Effect.READ);

        assertThat(decide(rules(HOLD), query(ALICE, select, terms("ops", 1))))
                .isInstanceOf(Hold.class);
        assertThat(
                        decide(
                                rules(HOLD.replace("dba }", "dba, votes: 2 }")),
                                query(ALICE, select, terms("dba", 1))))
                .isInstanceOf(Hold.class);
        assertThat(decide(rules(HOLD, DENY), query(ALICE, select, terms("dba", 1))))
                .isInstanceOf(Deny.class);
    }

    @Test
    void several_holds_ask_for_the_union_within_the_shortest_time() {
        var second =
                "{ name: h2, decide: hold, match: { effects: [ read ] }, approval: { from: [ {"
                        + " group: dba, votes: 2 }, { group: security } ], expires: 5m,"
                        + " justification: required } }";

        var decision = decide(rules(HOLD, second), query(AGENT, command("X", Effect.READ)));

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Hold.class,
                        hold ->
                                assertThat(hold.terms())
                                        .isEqualTo(
                                                HoldTerms.waiting(
                                                        List.of(
                                                                new QuorumPart("dba", 2),
                                                                new QuorumPart("security", 1)),
                                                        300,
                                                        true,
                                                        new InTransaction.Deny())));
    }

    private static HoldTerms terms(String group, int votes) {
        return HoldTerms.waiting(
                List.of(new QuorumPart(group, votes)), 900, false, new InTransaction.Deny());
    }

    private static RefusalCode code(Decision decision) {
        return ((Deny) decision).code();
    }

    private static SessionAnswer admit(Rulebook rulebook, SessionQuery query) {
        return Evaluator.admit(rulebook, query, NOON);
    }
}

package dev.holdpoint.policy.evaluate;

import static dev.holdpoint.policy.evaluate.Asking.AGENT;
import static dev.holdpoint.policy.evaluate.Asking.ALICE;
import static dev.holdpoint.policy.evaluate.Asking.BOB;
import static dev.holdpoint.policy.evaluate.Asking.NOON;
import static dev.holdpoint.policy.evaluate.Asking.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.AccessEvent.AccessScope;
import dev.holdpoint.events.AccessEvent.AccessTerms;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.contract.AccessAnswer;
import dev.holdpoint.policy.contract.AccessAnswer.Cause;
import dev.holdpoint.policy.contract.AccessAnswer.NotOffered;
import dev.holdpoint.policy.contract.AccessAnswer.Offered;
import dev.holdpoint.policy.contract.AccessQuery;
import dev.holdpoint.policy.contract.SessionAnswer.Turned;
import dev.holdpoint.policy.contract.SessionQuery;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessOffersTest {
    private static final AccessOffers OFFERS = new AccessOffers(false);
    private static final String RULES =
            "rules: [ { name: reads, decide: allow, match: { effects: read } } ]\n";
    private static final String ON_CALL =
            """
            requests:
              - name: on-call
                principal: { groups: [ engineers ] }
                effects: [ read, write ]
                longest: 8h
                justification: required
                approval: { from: [ { group: dba } ], expires: 2h }
            """;
    private static final String READS =
            """
              - name: reads
                effects: [ read ]
                longest: 90m
                approval: { from: [ { group: leads } ], expires: 1h, justification: required }
            """;

    private static final String JUSTIFIED_READS =
            READS.replace("longest: 90m", "longest: 90m\n    justification: required");

    @Test
    void nothing_may_be_asked_for_unless_a_policy_says_so() {
        assertThat(ask(RULES, ALICE, 60, Effect.READ)).isEqualTo(no("read"));
    }

    @Test
    void who_is_meant_may_ask_for_some_or_all_of_the_effects() {
        var policy = RULES + ON_CALL;

        assertThat(ask(policy, ALICE, 28_800, Effect.READ, Effect.WRITE))
                .isInstanceOfSatisfying(
                        Offered.class,
                        offered -> {
                            assertThat(offered.rules()).containsExactly("test/on-call");
                            assertThat(offered.terms())
                                    .isEqualTo(
                                            new AccessTerms(
                                                    List.of(new QuorumPart("dba", 1)),
                                                    7_200,
                                                    false));
                        });
        assertThat(ask(policy, ALICE, 60, Effect.READ)).isInstanceOf(Offered.class);
        assertThat(ask(policy, BOB, 60, Effect.READ)).isEqualTo(no("read"));
        assertThat(ask(policy, ALICE, 60, Effect.DDL)).isEqualTo(no("ddl"));
    }

    @Test
    void a_longer_time_than_any_entry_allows_is_refused_with_what_is_allowed() {
        assertThat(ask(RULES + ON_CALL, ALICE, 28_801, Effect.READ))
                .isEqualTo(
                        new NotOffered(
                                Cause.TOO_LONG,
                                "That may be asked for on payments for at most 8h."));
    }

    @Test
    void of_several_entries_the_terms_of_all_are_met() {
        assertThat(ask(RULES + ON_CALL + READS, ALICE, 60, Effect.READ))
                .isInstanceOfSatisfying(
                        Offered.class,
                        offered ->
                                assertThat(offered.terms())
                                        .isEqualTo(
                                                new AccessTerms(
                                                        List.of(
                                                                new QuorumPart("dba", 1),
                                                                new QuorumPart("leads", 1)),
                                                        3_600,
                                                        true)));
    }

    @Test
    void asking_for_longer_than_one_entry_allows_leaves_nobody_out_whom_it_names() {
        var both = List.of(new QuorumPart("dba", 1), new QuorumPart("leads", 1));

        assertThat(ask(RULES + ON_CALL + READS, ALICE, 5_401, Effect.READ))
                .isInstanceOfSatisfying(
                        Offered.class,
                        offered -> {
                            assertThat(offered.rules())
                                    .containsExactly("test/on-call", "test/reads");
                            assertThat(offered.terms().quorum()).isEqualTo(both);
                        });
    }

    @Test
    void asking_for_more_than_one_entry_allows_leaves_nobody_out_whom_it_names() {
        var policy = RULES + ON_CALL + READS;

        assertThat(quorum(ask(policy, ALICE, 60, Effect.READ, Effect.WRITE)))
                .extracting(QuorumPart::group)
                .containsExactly("dba", "leads");
        assertThat(quorum(ask(policy, ALICE, 60, Effect.WRITE)))
                .extracting(QuorumPart::group)
                .containsExactly("dba");
    }

    @Test
    void a_reason_is_required_if_any_entry_about_one_of_the_effects_requires_one() {
        var policy = RULES + ON_CALL.replace("justification: required", "") + JUSTIFIED_READS;
        var longer = new AccessQuery(ALICE, PAYMENTS, scope(5_401, Effect.READ), false);
        var writes = new AccessQuery(ALICE, PAYMENTS, scope(5_401, Effect.WRITE), false);

        assertThat(OFFERS.of(Asking.policy(policy), longer))
                .isInstanceOfSatisfying(
                        NotOffered.class,
                        not -> assertThat(not.cause()).isEqualTo(Cause.JUSTIFICATION_REQUIRED));
        assertThat(OFFERS.of(Asking.policy(policy), writes)).isInstanceOf(Offered.class);
    }

    @Test
    void entries_that_only_together_cover_the_effects_offer_nothing() {
        var policy = RULES + ON_CALL.replace("[ read, write ]", "[ write ]") + READS;

        assertThat(ask(policy, ALICE, 60, Effect.READ, Effect.WRITE)).isEqualTo(no("read, write"));
    }

    @Test
    void who_must_say_why_is_told_so() {
        var query = new AccessQuery(ALICE, PAYMENTS, scope(60, Effect.READ), false);

        assertThat(OFFERS.of(Asking.policy(RULES + ON_CALL), query))
                .isInstanceOfSatisfying(
                        NotOffered.class,
                        not -> assertThat(not.cause()).isEqualTo(Cause.JUSTIFICATION_REQUIRED));
    }

    @Test
    void an_unknown_target_is_as_one_that_is_not_offered() {
        var query = new AccessQuery(ALICE, new TargetName("crm"), scope(60, Effect.READ), true);

        assertThat(OFFERS.of(Asking.policy(RULES + ON_CALL), query))
                .isEqualTo(
                        new NotOffered(
                                Cause.NOT_REQUESTABLE, "No policy lets you ask for read on crm."));
    }

    @Test
    void without_a_policy_nobody_knows() {
        var query = new AccessQuery(ALICE, PAYMENTS, scope(60, Effect.READ), true);

        assertThat(OFFERS.of(Rulebook.EMPTY, query))
                .isInstanceOfSatisfying(
                        NotOffered.class,
                        not -> assertThat(not.cause()).isEqualTo(Cause.POLICY_UNAVAILABLE));
    }

    @Test
    void who_is_turned_away_without_a_grant_is_told_how_to_ask_if_they_may() {
        var policy = RULES + ON_CALL;

        assertThat(turned(policy, ALICE))
                .isEqualTo(
                        "Ask for access: ./holdpoint access request payments --effect read"
                                + " --effect write --for 8h --reason '...'");
        assertThat(turned(policy, AGENT)).isEmpty();
        assertThat(turned(RULES, ALICE)).isEmpty();
    }

    @Test
    void with_four_eyes_nothing_may_be_asked_for_that_one_person_decides() {
        var fourEyes = new AccessOffers(true);
        var query = new AccessQuery(ALICE, PAYMENTS, scope(60, Effect.READ), true);
        var two = ON_CALL.replace("group: dba }", "group: dba, votes: 2 }");

        assertThat(fourEyes.of(Asking.policy(RULES + ON_CALL), query))
                .isInstanceOfSatisfying(
                        NotOffered.class,
                        not -> {
                            assertThat(not.cause()).isEqualTo(Cause.NOT_REQUESTABLE);
                            assertThat(not.reason()).contains("four eyes");
                        });
        assertThat(fourEyes.of(Asking.policy(RULES + two), query)).isInstanceOf(Offered.class);
        assertThat(fourEyes.of(Asking.policy(RULES + ON_CALL + READS), query))
                .isInstanceOf(Offered.class);
        assertThat(turned(fourEyes, RULES + ON_CALL, ALICE)).isEmpty();
        assertThat(turned(fourEyes, RULES + two, ALICE)).contains("access request payments");
    }

    private static String turned(String policy, Principal who) {
        return turned(OFFERS, policy, who);
    }

    private static String turned(AccessOffers offers, String policy, Principal who) {
        var all = Asking.policy(policy);
        var bare = new Rulebook(all.revision(), all.targets(), Map.of(), 1);
        var query = new SessionQuery(who, PAYMENTS, "127.0.0.1");
        return ((Turned) offers.hinting(Evaluator.admit(bare, query, NOON), bare, query)).hint();
    }

    private static List<QuorumPart> quorum(AccessAnswer answer) {
        return ((Offered) answer).terms().quorum();
    }

    private static AccessAnswer ask(String policy, Principal who, long seconds, Effect... effects) {
        return OFFERS.of(
                Asking.policy(policy),
                new AccessQuery(who, PAYMENTS, scope(seconds, effects), true));
    }

    private static AccessScope scope(long seconds, Effect... effects) {
        return new AccessScope(List.of(effects), seconds);
    }

    private static NotOffered no(String effects) {
        return new NotOffered(
                Cause.NOT_REQUESTABLE,
                "No policy lets you ask for %s on payments.".formatted(effects));
    }
}

package dev.holdpoint.policy.evaluate;

import static dev.holdpoint.policy.evaluate.Asking.AGENT;
import static dev.holdpoint.policy.evaluate.Asking.ALICE;
import static dev.holdpoint.policy.evaluate.Asking.BOB;
import static dev.holdpoint.policy.evaluate.Asking.NOON;
import static dev.holdpoint.policy.evaluate.Asking.command;
import static dev.holdpoint.policy.evaluate.Asking.decide;
import static dev.holdpoint.policy.evaluate.Asking.query;
import static dev.holdpoint.policy.evaluate.Asking.source;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Decision.Allow;
import dev.holdpoint.events.Decision.Deny;
import dev.holdpoint.events.Decision.Hold;
import dev.holdpoint.events.Detector;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.HoldpointEvent.Origin;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation.DetectValues;
import dev.holdpoint.events.Obligation.MaskColumn;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.policy.language.SourceFile;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GrantsAndMasksTest {
    private static final SourceFile ALLOW_ALL =
            source(
                    "rules:\n"
                            + "  - { name: a, decide: allow, match: { effects: [ read, write, ddl ] }"
                            + " }\n"
                            + "  - { name: d, decide: deny, match: { effects: [ privilege ] }, reason:"
                            + " Never. }\n");

    @Test
    void a_grant_ends_at_its_expiry_and_is_suspended_at_its_review() {
        assertThat(read(until(NOON.plusSeconds(1), null))).isInstanceOf(Allow.class);
        assertThat(denied(read(until(NOON, null)))).contains("expired at");
        assertThat(read(until(null, NOON.plusSeconds(1)))).isInstanceOf(Allow.class);
        assertThat(denied(read(until(null, NOON)))).contains("suspended");
    }

    @Test
    void an_effect_beyond_the_grant_is_denied_though_a_rule_allows_it() {
        var grant = Asking.grant(List.of(Effect.READ), null, null);

        assertThat(denied(ask(grant, Effect.READ, Effect.WRITE))).contains("the effect write");
    }

    @Test
    void an_effect_beyond_the_grant_is_held_where_a_rule_offers_it_and_runs_once_released() {
        var rulebook = offering("effects: [ write ], tables: [ public.* ]", "");
        var write = query(ALICE, command("X", Effect.READ, Effect.WRITE));

        assertThat(decide(rulebook, write))
                .isInstanceOfSatisfying(
                        Hold.class,
                        hold -> {
                            assertThat(hold.rules()).containsExactly("test/h", "test/a");
                            assertThat(decide(rulebook, Asking.released(write, hold.terms())))
                                    .isInstanceOf(Allow.class);
                        });
        assertThat(denied(decide(rulebook, query(ALICE, command("X", Effect.WRITE, Effect.DDL)))))
                .isEqualTo("The grant everything does not cover the effect ddl.");
        assertThat(denied(decide(rulebook, query(BOB, command("X", Effect.WRITE)))))
                .contains("bob has no grant");
    }

    @Test
    void a_rule_that_does_not_say_so_offers_nothing_beyond_the_grant() {
        var rulebook = offering("effects: [ write ]", "beyondGrant: false, ");
        var write = query(ALICE, command("X", Effect.WRITE));

        assertThat(denied(decide(rulebook, write))).contains("the effect write");
    }

    @Test
    void what_a_rule_offers_beyond_the_grant_must_certainly_be_meant_and_understood() {
        var facts = Asking.reading(2, i -> i == 0 ? "public.t" : "secret.t");
        var both = query(ALICE, facts);
        var none = query(ALICE, command("X", Effect.WRITE, Effect.UNKNOWN));
        var fails = "when: \"statement.tables[7] == 'x'\", ";

        var some = beyond(Effect.WRITE, "effects: [ read ], tables: [ public.* ]", "");

        assertThat(denied(decide(some, both))).contains("the effect read");
        assertThat(decide(beyond(Effect.WRITE, "effects: [ read ]", ""), both))
                .isInstanceOf(Hold.class);
        assertThat(denied(decide(beyond(Effect.WRITE, "effects: [ read ]", fails), both)))
                .contains("the effect read");
        assertThat(denied(decide(offering("effects: [ write ]", ""), none)))
                .contains("the effect unknown");
    }

    @Test
    void a_deny_rule_goes_over_what_another_one_offers_beyond_the_grant() {
        var rulebook = offering("effects: [ privilege ]", "");

        assertThat(decide(rulebook, query(ALICE, command("X", Effect.PRIVILEGE))))
                .isInstanceOfSatisfying(
                        Deny.class, deny -> assertThat(deny.rules()).contains("test/d", "test/h"));
    }

    @Test
    void an_estimate_is_wanted_where_it_could_offer_what_is_beyond_the_grant() {
        var asks = "when: statement.estimatedRows < 5, ";
        var query = query(ALICE, command("X", Effect.WRITE));

        assertThat(Asking.explain(offering("effects: [ write ]", asks), query))
                .satisfies(
                        explanation -> {
                            assertThat(explanation.decision()).isInstanceOf(Deny.class);
                            assertThat(explanation.wantsEstimate()).isTrue();
                        });
    }

    private static Rulebook offering(String match, String more) {
        return beyond(Effect.READ, match, more);
    }

    /** Only alice has a grant, of one effect. */
    private static Rulebook beyond(Effect granted, String match, String more) {
        var offer = more.startsWith("beyondGrant") ? more : more + "beyondGrant: true, ";
        var rules =
                List.of(
                        "{ name: a, decide: allow, match: { effects: [ read, write, ddl ] } }",
                        "{ name: d, decide: deny, match: { effects: [ privilege ] },"
                                + " reason: Never. }",
                        "{ name: h, decide: hold, match: { %s }, %s".formatted(match, offer)
                                + "approval: { from: [ { group: dba } ], expires: 15m } }");
        var alices = Asking.grant(List.of("alice"), List.of(), List.of(granted));
        return Asking.rulebook(
                List.of(source("rules:\n  - " + String.join("\n  - ", rules) + "\n")), alices);
    }

    @Test
    void replication_is_not_offered_by_any_rule_and_covered_by_no_other_effect() {
        var rules =
                Drawing.ruled(
                        beyond(Effect.WRITE, "effects: [ replication ]", "beyondGrant: false, "),
                        read -> read.stream().map(rule -> Drawing.offering(rule, true)).toList());
        var others =
                Arrays.stream(Effect.values())
                        .filter(e -> e != Effect.UNKNOWN && e != Effect.REPLICATION)
                        .toList();

        assertThat(denied(decide(rules, query(ALICE, command("BASE_BACKUP", Effect.REPLICATION)))))
                .isEqualTo("The grant everything does not cover the effect replication.");
        assertThat(denied(ask(Asking.grant(others, null, null), Effect.REPLICATION)))
                .endsWith("does not cover the effect replication.");
    }

    @Test
    void a_deny_rule_says_why_before_the_grant_does() {
        var grant = Asking.grant(List.of(Effect.READ), null, null);

        assertThat(ask(grant, Effect.PRIVILEGE))
                .isInstanceOfSatisfying(
                        Deny.class,
                        deny -> {
                            assertThat(deny.code()).isEqualTo(RefusalCode.POLICY_DENIED);
                            assertThat(deny.reason()).isEqualTo("Never.");
                        });
    }

    @Test
    void an_agent_does_not_get_the_grant_of_the_human_it_acts_for() {
        var alices = scoped(List.of("alice"), List.of("engineers"), Map.of("data", "payments"));
        var rulebook = Asking.rulebook(List.of(ALLOW_ALL), alices);

        assertThat(decide(rulebook, query(ALICE, command("X", Effect.READ))))
                .isInstanceOf(Allow.class);
        assertThat(denied(decide(rulebook, query(AGENT, command("X", Effect.READ)))))
                .contains("support-agent has no grant");
    }

    @Test
    void labels_must_all_be_on_the_target() {
        var elsewhere =
                scoped(List.of("alice"), List.of(), Map.of("data", "payments", "env", "prod"));

        assertThat(denied(ask(elsewhere, Effect.READ))).contains("no grant");
    }

    @Test
    void of_two_masks_for_a_column_the_one_that_shows_less_holds() {
        var mask = "\nmasks:\n  - { columns: [ public.customers.card ], using: %s }\n";
        var rules = "rules:\n  - { name: a, decide: allow, match: { effects: [ read ] } }";
        var sources =
                List.of(
                        source("one", rules + mask.formatted("{ keepLast: 4 }")),
                        source("two", rules + mask.formatted("{ keepLast: 2 }")),
                        source("three", rules + mask.formatted("{ keepLast: 3 }")));

        var decision =
                decide(
                        Asking.rulebook(sources, Asking.everything()),
                        query(ALICE, command("X", Effect.READ)));

        assertThat(((Allow) decision).obligations())
                .containsExactly(
                        new MaskColumn(
                                "public.customers.card", new Mask.KeepLast(2), "two/mask-1"));
    }

    @Test
    void detectors_are_masked_each_as_the_strictest_policy_says() {
        var rules = "rules:\n  - { name: a, decide: allow, match: { effects: [ read ] } }";
        var mask = "\nmasks:\n  - { name: pan, detect: [ %s ], using: %s }\n";
        var sources =
                List.of(
                        source("one", rules + mask.formatted("credit-card, email", "token")),
                        source("two", rules + mask.formatted("email, us-ssn", "\"null\"")));

        var decision =
                decide(
                        Asking.rulebook(sources, Asking.everything()),
                        query(ALICE, command("X", Effect.READ)));

        assertThat(((Allow) decision).obligations())
                .containsExactly(
                        new DetectValues(
                                List.of(Detector.CREDIT_CARD), new Mask.Token(), "one/pan"),
                        new DetectValues(
                                List.of(Detector.EMAIL, Detector.US_SSN),
                                new Mask.NullOut(),
                                "two/pan"));
    }

    @Test
    void a_grant_is_void_for_who_issued_it_and_for_agents_that_act_for_them() {
        var byAlice = issuedBy(Asking.ALICE);
        var byBob = issuedBy(Asking.BOB);
        var facts = command("X", Effect.READ);
        var book = List.of(ALLOW_ALL);

        assertThat(denied(read(byAlice))).contains("void for who issued it");
        assertThat(denied(decide(Asking.rulebook(book, byAlice), query(Asking.AGENT, facts))))
                .contains("agents that act for them");
        assertThat(read(byBob)).isInstanceOf(Allow.class);
        assertThat(decide(Asking.rulebook(book, byBob), query(Asking.AGENT, facts)))
                .isInstanceOf(Allow.class);
    }

    private static GrantSpec issuedBy(Principal issuer) {
        return new GrantSpec(
                List.of("alice", "support-agent"),
                List.of(),
                List.of(Asking.PAYMENTS),
                Map.of(),
                List.of(Effect.READ),
                "carol",
                null,
                null,
                Origin.REST,
                null,
                issuer.id(),
                null);
    }

    private static GrantSpec until(@Nullable Instant expiresAt, @Nullable Instant reviewBy) {
        return Asking.grant(List.of(Effect.READ), expiresAt, reviewBy);
    }

    private static GrantSpec scoped(
            List<String> subjects, List<String> groups, Map<String, String> labels) {
        return new GrantSpec(
                subjects,
                groups,
                List.of(),
                labels,
                List.of(Effect.READ),
                "carol",
                null,
                null,
                "file",
                null,
                null,
                null);
    }

    private static Decision read(GrantSpec grant) {
        return ask(grant, Effect.READ);
    }

    private static Decision ask(GrantSpec grant, Effect... effects) {
        return decide(
                Asking.rulebook(List.of(ALLOW_ALL), grant), query(ALICE, command("X", effects)));
    }

    private static String denied(Decision decision) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Deny.class,
                        deny -> assertThat(deny.code()).isEqualTo(RefusalCode.NO_GRANT));
        return decision.reason();
    }
}

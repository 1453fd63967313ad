package dev.holdpoint.policy.access;

import static dev.holdpoint.policy.evaluate.Asking.NOON;
import static dev.holdpoint.policy.evaluate.Asking.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.Obligation.LimitRows;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.language.RecordingLevel;
import dev.holdpoint.policy.match.RuleDecision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccessListTest {
    private static final String READS =
            "{ name: reads, decide: allow, match: { effects: [ read ] } }";
    private static final String AGENTS_ASK =
            "{ name: ask, decide: hold, match: { principal: { kind: agent }, effects: [ read ] },"
                    + " approval: { from: [ { group: dba } ], expires: 5m } }";
    private static final String NO_SECRETS =
            "{ name: secrets, decide: deny, match: { tables: [ secrets ] }, when: \"true\" }";
    private static final String FOR_ALICE =
            "{ name: alice, decide: allow,"
                    + " match: { principal: { subjects: [ alice ] }, effects: [ write ] } }";
    private static final String FOR_AGENTS =
            "{ name: agents, decide: allow,"
                    + " match: { principal: { groups: [ agents ] }, effects: [ write ] } }";

    @Test
    void rules_are_told_with_what_else_they_ask() {
        var reads = only(rulebook(READS, NO_SECRETS), Who.ANYBODY).effects().getFirst();

        assertThat(reads.effect()).isEqualTo(Effect.READ);
        assertThat(reads.atBest()).isEqualTo(RuleDecision.ALLOW);
        assertThat(reads.allow())
                .containsExactly(new Applicable("test/reads", List.of(), null, false));
        assertThat(reads.deny())
                .containsExactly(
                        new Applicable("test/secrets", List.of("tables", "when"), null, false));
    }

    @Test
    void what_no_rule_allows_is_denied_at_best_and_what_is_always_held_is_held() {
        var rulebook = rulebook(READS, AGENTS_ASK);

        var agent = only(rulebook, who("bot", PrincipalKind.AGENT, "agents")).effects();
        var human = only(rulebook, who("bot", PrincipalKind.HUMAN, "agents")).effects();

        assertThat(agent).extracting(EffectAccess::atBest).containsExactly(held(), denied());
        assertThat(human).extracting(EffectAccess::atBest).containsExactly(allowed(), denied());
        assertThat(only(rulebook, Who.ANYBODY).effects().getFirst().hold())
                .containsExactly(
                        new Applicable("test/ask", List.of("principal.kind"), null, false));
    }

    @Test
    void a_group_that_the_grant_is_for_settles_what_asks_for_it() {
        var rulebook = rulebook(FOR_AGENTS, FOR_ALICE);

        var writes = only(rulebook, Who.ANYBODY).effects().getLast();
        var bob = only(rulebook, who("bob", PrincipalKind.HUMAN, "agents")).effects().getLast();

        assertThat(writes.allow())
                .containsExactly(
                        new Applicable("test/agents", List.of(), null, false),
                        new Applicable("test/alice", List.of("principal.subjects"), null, false));
        assertThat(bob.allow())
                .containsExactly(new Applicable("test/agents", List.of(), null, false));
    }

    @Test
    void a_lapsed_grant_gives_nothing_and_says_why() {
        var suspended = grant(List.of("agents"), NOON.minusSeconds(1));
        var rulebook = rulebook(Map.of(new GrantId("old"), suspended), READS);

        var access = only(rulebook, Who.ANYBODY);

        assertThat(access.effects()).isEmpty();
        assertThat(access.lapsed().orElse("")).contains("old is suspended");
        var before = new AccessList(rulebook, NOON.minusSeconds(2)).of(Who.ANYBODY, null);
        assertThat(before.getFirst().lapsed()).isEmpty();
    }

    @Test
    void only_grants_for_those_who_are_asked_about_and_on_that_target_are_listed() {
        var grants =
                Map.of(
                        new GrantId("b-agents"), grant(List.of("agents"), null),
                        new GrantId("a-clerks"), grant(List.of("clerks"), null));
        var list = new AccessList(rulebook(grants, READS), NOON);

        assertThat(list.of(Who.ANYBODY, PAYMENTS))
                .extracting(Access::key)
                .containsExactly("payments/a-clerks", "payments/b-agents");
        assertThat(list.of(who("eve", PrincipalKind.HUMAN, "clerks"), null)).hasSize(1);
        assertThat(list.of(who("eve", PrincipalKind.HUMAN), null)).isEmpty();
        assertThat(list.of(Who.ANYBODY, new TargetName("other"))).isEmpty();
    }

    @Test
    void a_grant_is_void_for_who_issued_it_and_says_so() {
        var issued = issued(new PrincipalId(Asking.ISSUER, "bob"));
        var rulebook = rulebook(Map.of(new GrantId("own"), issued), READS);

        assertThat(only(rulebook, who("bob", PrincipalKind.HUMAN, "agents")).lapsed())
                .contains("Grant own is void for who issued it, and for agents that act for them.");
        assertThat(only(rulebook, who("bob", PrincipalKind.HUMAN, "agents")).effects()).isEmpty();
        assertThat(only(rulebook, Who.of(Asking.AGENT)).lapsed()).isEmpty();
        assertThat(only(rulebook, Who.ANYBODY).effects()).isNotEmpty();
        var elsewhere = new PrincipalId("https://elsewhere", "bob");
        var namesake = new Who(elsewhere, Set.of("agents"), PrincipalKind.HUMAN, null);
        assertThat(only(rulebook, namesake).lapsed()).isEmpty();
        var agentOfBob = new Who(elsewhere, Set.of("agents"), PrincipalKind.AGENT, Asking.BOB.id());
        assertThat(only(rulebook, agentOfBob).lapsed()).isPresent();
    }

    @Test
    void limits_recording_and_justification_are_told_of_rules_and_of_all_they_are_about() {
        var spec =
                """
                recording: results
                limits: { rows: 900 }
                rules:
                  - { name: reads, decide: allow, match: { effects: read }, limits: { rows: 500 } }
                  - name: some
                    decide: allow
                    match: { tables: [ secrets ], effects: read }
                    limits: { rows: 5 }
                  - name: asks
                    decide: hold
                    match: { effects: write }
                    justification: required
                    approval: { from: [ { group: dba } ], expires: 5m }
                """;
        var one = Asking.policy(spec);
        var grants = Map.of(new GrantId("agents"), grant(List.of("agents"), null));
        var rulebook = new Rulebook(one.revision(), one.targets(), grants, 1);

        var access = only(rulebook, Who.ANYBODY);
        var reads = access.effects().getFirst();
        var writes = access.effects().getLast();

        assertThat(access.recording()).isEqualTo(RecordingLevel.RESULTS);
        assertThat(reads.limit()).contains(new LimitRows(500, "test/reads"));
        assertThat(reads.allow())
                .containsExactly(
                        new Applicable("test/reads", List.of(), 500L, false),
                        new Applicable("test/some", List.of("tables"), 5L, false));
        assertThat(reads.needsJustification()).isFalse();
        assertThat(writes.limit()).contains(new LimitRows(900, "test"));
        assertThat(writes.needsJustification()).isTrue();
        assertThat(writes.hold())
                .containsExactly(new Applicable("test/asks", List.of(), null, true));
    }

    @Test
    void without_a_revision_everything_is_denied() {
        var access = only(rulebook(READS).withoutRevision(), Who.ANYBODY);

        assertThat(access.effects()).extracting(EffectAccess::atBest).containsOnly(denied());
    }

    private static RuleDecision allowed() {
        return RuleDecision.ALLOW;
    }

    private static RuleDecision held() {
        return RuleDecision.HOLD;
    }

    private static RuleDecision denied() {
        return RuleDecision.DENY;
    }

    private static Access only(Rulebook rulebook, Who who) {
        var all = new AccessList(rulebook, NOON).of(who, null);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static Who who(String subject, PrincipalKind kind, String... groups) {
        var id = new PrincipalId(Asking.ISSUER, subject);
        return new Who(id, Set.of(groups), kind, null);
    }

    private static Rulebook rulebook(String... rules) {
        return rulebook(Map.of(new GrantId("agents"), grant(List.of("agents"), null)), rules);
    }

    private static Rulebook rulebook(Map<GrantId, GrantSpec> grants, String... rules) {
        var one = Asking.rules(rules);
        return new Rulebook(one.revision(), one.targets(), grants, 1);
    }

    private static GrantSpec grant(List<String> groups, @Nullable Instant reviewBy) {
        return grant(groups, reviewBy, null);
    }

    private static GrantSpec issued(PrincipalId by) {
        return grant(List.of("agents"), null, by);
    }

    private static GrantSpec grant(
            List<String> groups, @Nullable Instant reviewBy, @Nullable PrincipalId issuedBy) {
        return new GrantSpec(
                List.of(),
                groups,
                List.of(),
                Map.of("data", "payments"),
                List.of(Effect.WRITE, Effect.READ),
                "carol",
                null,
                reviewBy,
                issuedBy == null ? "file" : "rest",
                null,
                issuedBy,
                null);
    }
}

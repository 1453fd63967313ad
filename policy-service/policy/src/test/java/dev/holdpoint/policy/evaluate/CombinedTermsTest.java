package dev.holdpoint.policy.evaluate;

import static dev.holdpoint.policy.evaluate.Asking.AGENT;
import static dev.holdpoint.policy.evaluate.Asking.ALICE;
import static dev.holdpoint.policy.evaluate.Asking.command;
import static dev.holdpoint.policy.evaluate.Asking.decide;
import static dev.holdpoint.policy.evaluate.Asking.query;
import static dev.holdpoint.policy.evaluate.Asking.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Decision.Allow;
import dev.holdpoint.events.Decision.Hold;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.HoldMode;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.Escalation;
import dev.holdpoint.events.HoldTerms.FollowUp;
import dev.holdpoint.events.HoldTerms.Only;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.HoldTerms.Stage;
import dev.holdpoint.events.InTransaction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What several rules that hold ask for together, and whether a release does for all of them. */
class CombinedTermsTest {
    private static final String DBA = "from: [ { group: dba } ]";
    private static final HoldTerms ONE_DBA =
            HoldTerms.waiting(
                    List.of(new QuorumPart("dba", 1)), 900, false, new InTransaction.Deny());

    @Test
    void stages_are_united_one_by_one() {
        var one =
                hold(
                        "h1",
                        "stages: [ { from: [ { group: dba, votes: 2 } ] }, { from: [ { group: ops"
                                + " } ] } ]");
        var other = hold("h2", "from: [ { group: dba, notIn: interns }, { group: security } ]");
        var seniors = new Only(List.of(), List.of("interns"));

        assertThat(terms(one, other).order())
                .containsExactly(
                        new Stage(
                                List.of(
                                        new QuorumPart("dba", 2, seniors),
                                        new QuorumPart("security", 1))),
                        new Stage(List.of(new QuorumPart("ops", 1))));
    }

    @Test
    void one_stage_without_conditions_is_a_quorum() {
        assertThat(terms(hold("h1", DBA), hold("h2", DBA)).quorum())
                .containsExactly(new QuorumPart("dba", 1));
    }

    @Test
    void a_release_by_fewer_stages_or_by_any_members_does_not_do() {
        for (var now :
                List.of(
                        "stages: [ { from: [ { group: dba } ] }, { from: [ { group: ops } ] } ]",
                        "from: [ { group: dba, notIn: interns } ]",
                        "from: [ { group: dba, in: on-call } ]")) {
            assertThat(
                            decide(
                                    rules(hold("h", now)),
                                    query(ALICE, command("SELECT", Effect.READ), ONE_DBA)))
                    .as(now)
                    .isInstanceOf(Hold.class);
        }
    }

    @Test
    void the_first_reminder_counts_and_an_escalation_that_all_allow() {
        var one = hold("h1", DBA + ", remind: 2m, escalate: { after: 3m, to: [ leads, cto ] }");
        var other = hold("h2", DBA + ", remind: 1m, escalate: { after: 4m, to: leads }");
        var never = hold("h3", DBA);
        var leads = new Escalation(240, List.of("leads"));

        assertThat(terms(one, other).followUp()).isEqualTo(new FollowUp(60L, leads));
        assertThat(terms(one, other, never).followUp()).isEqualTo(new FollowUp(60L, null));
        assertThat(terms(never).followUp()).isNull();
    }

    @Test
    void a_release_that_others_may_have_stood_in_for_does_not_do() {
        var select = command("SELECT", Effect.READ);
        var escalated =
                new HoldTerms(
                        ONE_DBA.quorum(),
                        900,
                        HoldMode.WAIT,
                        false,
                        new InTransaction.Deny(),
                        0,
                        900,
                        null,
                        new FollowUp(null, new Escalation(60, List.of("leads"))),
                        null);
        var same = hold("h", DBA + ", escalate: { after: 60s, to: [ leads, cto ] }");

        assertThat(decide(rules(hold("h", DBA)), query(ALICE, select, escalated)))
                .isInstanceOf(Hold.class);
        assertThat(decide(rules(same), query(ALICE, select, escalated))).isInstanceOf(Allow.class);
        assertThat(decide(rules(same), query(ALICE, select, ONE_DBA))).isInstanceOf(Allow.class);
    }

    @Test
    void the_glass_is_broken_only_by_groups_that_all_name() {
        var one = hold("h1", DBA + ", breakGlass: [ on-call, leads ]");
        var other = hold("h2", DBA + ", breakGlass: leads");
        var never = hold("h3", DBA);

        assertThat(terms(one, other).breakGlass()).containsExactly("leads");
        assertThat(terms(one, other, never).breakGlass()).isNull();
    }

    @Test
    void a_release_that_others_may_have_broken_does_not_do() {
        var select = command("SELECT", Effect.READ);
        var breakable = ONE_DBA.breakableBy(List.of("on-call"));
        var same = hold("h", DBA + ", breakGlass: [ on-call, leads ]");

        assertThat(decide(rules(hold("h", DBA)), query(ALICE, select, breakable)))
                .isInstanceOf(Hold.class);
        assertThat(decide(rules(same), query(ALICE, select, breakable))).isInstanceOf(Allow.class);
        assertThat(decide(rules(same), query(ALICE, select, ONE_DBA))).isInstanceOf(Allow.class);
    }

    private static HoldTerms terms(String... rules) {
        return ((Hold) decide(rules(rules), query(AGENT, command("X", Effect.READ)))).terms();
    }

    private static String hold(String name, String approval) {
        return "{ name: %s, decide: hold, match: { effects: [ read ] }, approval: { %s, expires: 5m } }"
                .formatted(name, approval);
    }
}

package dev.holdpoint.policy.evaluate;

import static dev.holdpoint.policy.evaluate.Asking.AGENT;
import static dev.holdpoint.policy.evaluate.Asking.ALICE;
import static dev.holdpoint.policy.evaluate.Asking.command;
import static dev.holdpoint.policy.evaluate.Asking.decide;
import static dev.holdpoint.policy.evaluate.Asking.query;
import static dev.holdpoint.policy.evaluate.Asking.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Decision.Hold;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.HoldTerms;
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

    private static HoldTerms terms(String... rules) {
        return ((Hold) decide(rules(rules), query(AGENT, command("X", Effect.READ)))).terms();
    }

    private static String hold(String name, String approval) {
        return "{ name: %s, decide: hold, match: { effects: [ read ] }, approval: { %s, expires: 5m } }"
                .formatted(name, approval);
    }
}

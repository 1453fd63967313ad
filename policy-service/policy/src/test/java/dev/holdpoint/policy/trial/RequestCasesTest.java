package dev.holdpoint.policy.trial;

import static dev.holdpoint.policy.trial.Trying.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.trial.Expectation.Difference;
import org.junit.jupiter.api.Test;

/** Cases about what may be asked for. */
class RequestCasesTest {
    @Test
    void what_people_are_asked_about_is_a_hold() {
        var verdict =
                verdict(
                        "request: { effects: [ ddl ], for: 2h }",
                        "justification: ticket 7",
                        "expect: { decision: hold, rule: p/on-call, approval: { dba: 2 } }");

        assertThat(verdict.differences()).isEmpty();
    }

    @Test
    void what_may_not_be_asked_for_is_a_deny() {
        for (var request :
                new String[] {"{ effects: [ write ], for: 1h }", "{ effects: [ ddl ], for: 3h }"}) {
            assertThat(
                            verdict(
                                            "request: " + request,
                                            "justification: ticket 7",
                                            "expect: { decision: deny, rule: none }")
                                    .passed())
                    .isTrue();
        }
        assertThat(
                        verdict(
                                        "request: { effects: [ ddl ], for: 1h }",
                                        "expect: { decision: hold }")
                                .differences())
                .containsExactly(new Difference("decision", "hold", "deny"));
    }

    @Test
    void a_request_has_nothing_of_a_command() {
        assertThatThrownBy(
                        () ->
                                verdict(
                                        "request: { effects: [ ddl ], for: 1h }",
                                        "sql: READ",
                                        "expect: { decision: deny }"))
                .isInstanceOf(InvalidDocuments.class)
                .hasMessageContaining("A case about a request has no sql.");
    }
}

package dev.holdpoint.policy.evaluate;

import static dev.holdpoint.policy.evaluate.Asking.AGENT;
import static dev.holdpoint.policy.evaluate.Asking.ALICE;
import static dev.holdpoint.policy.evaluate.Asking.BOB;
import static dev.holdpoint.policy.evaluate.Asking.NOON;
import static dev.holdpoint.policy.evaluate.Asking.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.policy.access.AccessList;
import dev.holdpoint.policy.access.Who;
import dev.holdpoint.policy.contract.SessionAnswer.Admitted;
import dev.holdpoint.policy.contract.SessionQuery;
import dev.holdpoint.policy.grant.Approvals;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whom a grant lets in that somebody asked for. */
class RecipientTest {
    private static final PrincipalId ELSEWHERE = new PrincipalId("https://elsewhere", "alice");

    @Test
    void an_agent_has_what_it_asked_for_on_behalf_of_that_human_alone() {
        var rulebook = askedBy(AGENT);

        assertThat(isLetIn(rulebook, AGENT)).isTrue();
        assertThat(isLetIn(rulebook, agent(BOB.id()))).isFalse();
        assertThat(isLetIn(rulebook, agent(ELSEWHERE))).isFalse();
        assertThat(isLetIn(rulebook, agent(null))).isFalse();
        assertThat(isLetIn(rulebook, ALICE)).isFalse();
    }

    @Test
    void a_person_has_what_they_asked_for_and_neither_their_agents_nor_namesakes_do() {
        var rulebook = askedBy(ALICE);
        var namesake = new Principal(ELSEWHERE, "alice", ALICE.kind(), ALICE.groups(), null);

        assertThat(isLetIn(rulebook, ALICE)).isTrue();
        assertThat(isLetIn(rulebook, AGENT)).isFalse();
        assertThat(isLetIn(rulebook, namesake)).isFalse();
    }

    @Test
    void who_may_do_what_tells_it_of_the_recipient_alone() {
        var list = new AccessList(askedBy(AGENT), NOON);

        assertThat(list.of(Who.of(AGENT), null)).hasSize(1);
        assertThat(list.of(new Who(AGENT.id(), Set.of(), null, null), null)).hasSize(1);
        assertThat(list.of(Who.ANYBODY, null)).hasSize(1);
        assertThat(list.of(Who.of(agent(BOB.id())), null)).isEmpty();
        assertThat(list.of(Who.of(ALICE), null)).isEmpty();
    }

    private static boolean isLetIn(Rulebook rulebook, Principal who) {
        return Evaluator.admit(rulebook, new SessionQuery(who, PAYMENTS, "127.0.0.1"), NOON)
                instanceof Admitted;
    }

    private static Rulebook askedBy(Principal who) {
        var approved = Approvals.of(who, List.of(Effect.READ), NOON.plusSeconds(60));
        var one = Asking.rules("{ name: reads, decide: allow, match: { effects: read } }");
        return new Rulebook(
                one.revision(),
                one.targets(),
                Map.of(new GrantId("access-r-1"), Approvals.grant(approved)),
                1);
    }

    private static Principal agent(@Nullable PrincipalId human) {
        return new Principal(AGENT.id(), AGENT.name(), AGENT.kind(), AGENT.groups(), human);
    }
}

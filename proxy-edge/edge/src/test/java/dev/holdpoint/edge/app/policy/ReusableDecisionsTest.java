package dev.holdpoint.edge.app.policy;

import static dev.holdpoint.edge.app.log.Sample.ALICE;
import static dev.holdpoint.edge.app.log.Sample.PAYMENTS;
import static dev.holdpoint.edge.app.log.Sample.READ;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.app.log.Sample;
import dev.holdpoint.edge.decide.DecisionRequest;
import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.policy.contract.DecisionAnswer;
import dev.holdpoint.policy.contract.Generation;
import dev.holdpoint.policy.contract.Input;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReusableDecisionsTest {
    private static final Generation NOW = new Generation(Sample.REVISION, 1);

    private final ReusableDecisions decisions = new ReusableDecisions(InstantSource.system());

    @ParameterizedTest
    @EnumSource(Input.class)
    void whatever_else_an_answer_depends_on_it_is_not_kept(Input input) {
        decisions.keep(NOW, request(READ), answer(Set.of(input)));

        assertThat(decisions.find(NOW, request(READ))).isNull();
    }

    @Test
    void of_another_generation_nothing_is_found_and_going_back_finds_nothing_either() {
        var next = new Generation(Sample.REVISION, 2);
        decisions.keep(NOW, request(READ), answer(Set.of()));
        assertThat(decisions.find(NOW, request(READ))).isNotNull();
        assertThat(decisions.find(next, request(READ))).isNull();

        decisions.keep(next, request(READ.estimating(1)), answer(2));
        assertThat(decisions.find(NOW, request(READ))).isNull();
    }

    @Test
    void however_many_commands_differ_only_so_many_decisions_are_kept() {
        for (int rows = 0; rows < 3 * ReusableDecisions.MAX_ENTRIES; rows++) {
            decisions.keep(NOW, request(READ.estimating(rows)), answer(Set.of()));

            assertThat(decisions.size()).isBetween(1, ReusableDecisions.MAX_ENTRIES);
        }
    }

    @Test
    void however_many_names_commands_have_only_so_many_are_kept() {
        int names = ReusableDecisions.MAX_NAMES - 2;
        for (int rows = 0; rows < 3 * ReusableDecisions.MAX_NAMES_KEPT / names; rows++) {
            decisions.keep(NOW, request(mentioning(names).estimating(rows)), answer(Set.of()));

            assertThat(decisions.size() * names)
                    .isBetween(1, ReusableDecisions.MAX_NAMES_KEPT + names);
        }
    }

    @Test
    void a_command_of_very_many_names_is_not_kept() {
        var wide = mentioning(ReusableDecisions.MAX_NAMES + 1);
        decisions.keep(NOW, request(wide), answer(Set.of()));

        assertThat(decisions.find(NOW, request(wide))).isNull();
    }

    private static CommandFacts mentioning(int columns) {
        return new CommandFacts(
                READ.kinds(),
                READ.effects(),
                READ.reads(),
                READ.writes(),
                Collections.nCopies(columns, "c"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false,
                false,
                null,
                "f");
    }

    private static DecisionAnswer answer(Set<Input> inputs) {
        return new DecisionAnswer(Sample.allow(), false, inputs, null, List.of(), 1);
    }

    private static DecisionAnswer answer(long generation) {
        return new DecisionAnswer(Sample.allow(), false, Set.of(), null, List.of(), generation);
    }

    private static DecisionRequest request(CommandFacts facts) {
        var attributes =
                new SessionAttributes(
                        new SessionId("s-1"), ALICE, PAYMENTS, "postgres", "", null, null);
        return new DecisionRequest(
                attributes, new CommandId("c"), facts, SessionUse.NONE, null, Map.of(), null);
    }
}

package dev.holdpoint.policy.evaluate;

import static dev.holdpoint.policy.evaluate.Asking.ALICE;
import static dev.holdpoint.policy.evaluate.Asking.command;
import static dev.holdpoint.policy.evaluate.Asking.query;
import static dev.holdpoint.policy.evaluate.Asking.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.events.Decision.Allow;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.Obligation.RecordResults;
import dev.holdpoint.policy.language.DocumentReader;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecordingLevelTest {
    private static final String READS =
            "rules:\n  - { name: a, decide: allow, match: { effects: [ read ] } }\n";

    @Test
    void results_are_recorded_if_one_policy_of_the_target_asks_for_it() {
        assertThat(obligations(READS)).isEmpty();
        assertThat(obligations(READS + "recording: statements")).isEmpty();
        assertThat(obligations(READS + "recording: results"))
                .containsExactly(new RecordResults("p0"));
        assertThat(obligations(READS, READS + "recording: results", READS))
                .containsExactly(new RecordResults("p1"));
    }

    @Test
    void another_level_is_refused_with_those_there_are() {
        var sources = List.of(source("p", READS + "recording: everything"));
        assertThatThrownBy(() -> DocumentReader.policies(sources))
                .hasMessageContaining("everything is not known here")
                .hasMessageContaining("Use one of statements, results.");
    }

    private static List<Obligation> obligations(String... specs) {
        var sources =
                Stream.iterate(0, i -> i + 1)
                        .limit(specs.length)
                        .map(i -> source("p" + i, specs[i]))
                        .toList();
        var rulebook = Asking.rulebook(sources, Asking.everything());
        var decision = Asking.decide(rulebook, query(ALICE, command("X", Effect.READ)));
        return ((Allow) decision).obligations();
    }
}

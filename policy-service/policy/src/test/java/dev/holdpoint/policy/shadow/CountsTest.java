package dev.holdpoint.policy.shadow;

import static dev.holdpoint.events.Answered.ALLOW;
import static dev.holdpoint.events.Answered.DENY;
import static dev.holdpoint.events.Answered.HOLD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Answered;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.ShadowAnswer;
import dev.holdpoint.policy.shadow.ShadowSummary.Count;
import dev.holdpoint.policy.shadow.ShadowSummary.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountsTest {
    private final Counts counts = new Counts();

    @Test
    void commands_are_counted_by_name_and_both_answers() {
        counts.add("b", answer(ALLOW, DENY));
        counts.add("a", answer(HOLD, ALLOW));
        counts.add("b", answer(ALLOW, DENY));
        counts.add("b", answer(ALLOW, HOLD));

        assertThat(counts.list())
                .containsExactly(
                        new Row("b", List.of(new Count(ALLOW, HOLD, 1), new Count(ALLOW, DENY, 2))),
                        new Row("a", List.of(new Count(HOLD, ALLOW, 1))));
    }

    @Test
    void however_many_names_there_are_only_so_many_rows_are_kept() {
        for (int name = 0; name < 3 * Counts.MOST; name++) {
            counts.add("n" + name, answer(ALLOW, DENY));
        }

        assertThat(counts.list()).hasSize(Counts.MOST + 1);
        assertThat(counts.list().getFirst().name()).isEqualTo(Counts.OTHERS);
        assertThat(counts.list().getFirst().answers().getFirst().commands())
                .isEqualTo(2L * Counts.MOST);
    }

    private static ShadowAnswer answer(Answered active, Answered shadow) {
        return new ShadowAnswer(new RevisionId("sha256:1"), active, shadow, List.of());
    }
}

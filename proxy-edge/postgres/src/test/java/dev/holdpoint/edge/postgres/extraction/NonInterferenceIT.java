package dev.holdpoint.edge.postgres.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.extraction.Trick.Mode;
import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.harness.Vault;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two databases that differ in masked values alone look the same, byte for byte. */
class NonInterferenceIT {
    private static final int QUESTIONS = 400;
    private static final long SEED = 20_261_121;

    private final Edge edge = Edge.fresh();

    NonInterferenceIT() {
        Vault.open(edge.target);
        edge.policy.obligations(Vault.MASKS);
    }

    @Test
    void masked_values_make_no_difference_to_what_a_client_receives() throws Exception {
        var questions = new Questions(SEED);
        int answered = 0;
        try (var one = RawClient.loggedIn(edge, edge.door.databaseNamed(Vault.ONE));
                var other = RawClient.loggedIn(edge, edge.door.databaseNamed(Vault.OTHER))) {
            for (int i = 0; i < QUESTIONS; i++) {
                var sql = questions.next();
                for (var mode : Mode.values()) {
                    var question = new Trick(sql, List.of(sql));
                    var here = question.ask(one, mode);
                    assertThat(here.stream()).as(sql).isEqualTo(question.ask(other, mode).stream());
                    answered += here.isError() ? 0 : 1;
                }
            }
        }
        assertThat(answered).isEqualTo(QUESTIONS * Mode.values().length);
    }

    @Test
    void without_masks_they_differ() throws Exception {
        edge.policy.obligations(List.of());
        var question = new Trick("all", List.of("SELECT * FROM people"));
        try (var one = RawClient.loggedIn(edge, edge.door.databaseNamed(Vault.ONE));
                var other = RawClient.loggedIn(edge, edge.door.databaseNamed(Vault.OTHER))) {
            assertThat(question.ask(one, Mode.SIMPLE).stream())
                    .isNotEqualTo(question.ask(other, Mode.SIMPLE).stream());
        }
    }
}

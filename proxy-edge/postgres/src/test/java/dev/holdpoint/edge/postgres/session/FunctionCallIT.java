package dev.holdpoint.edge.postgres.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionCallIT {
    @Test
    void functions_have_at_a_target_the_numbers_and_parameters_they_are_known_by() {
        FunctionCall.KNOWN.forEach(
                (oid, call) ->
                        assertThat(
                                        Edge.fresh()
                                                .target
                                                .query(
                                                        "postgres",
                                                        "SELECT proname, pronargs FROM pg_proc WHERE"
                                                                + " oid = "
                                                                + oid))
                                .containsExactly(
                                        List.of(
                                                call.substring(0, call.indexOf('(')),
                                                Long.toString(
                                                        call.chars()
                                                                .filter(c -> c == '$')
                                                                .count()))));
    }
}

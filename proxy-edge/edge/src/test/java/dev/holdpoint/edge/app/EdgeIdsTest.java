package dev.holdpoint.edge.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdgeIdsTest {
    @TempDir Path directory;

    @Test
    void an_id_stays_over_restarts() {
        String first;
        try (var ids = EdgeIds.take(directory)) {
            first = ids.id();
        }
        try (var again = EdgeIds.take(directory)) {
            assertThat(again.id()).isEqualTo(first).matches("edge-[0-9a-f]{8}");
        }
    }

    @Test
    void two_edges_that_run_in_one_directory_have_different_ids() {
        try (var one = EdgeIds.take(directory);
                var other = EdgeIds.take(directory)) {
            assertThat(other.id()).isNotEqualTo(one.id());
        }
    }
}

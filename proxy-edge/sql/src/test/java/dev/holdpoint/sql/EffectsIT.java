package dev.holdpoint.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Effect;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the corpus on a real server: what a statement changes must be among what was said of it. */
class EffectsIT {
    private static final Set<Effect> OUTSIDE =
            EnumSet.of(Effect.FILE, Effect.PROGRAM, Effect.NETWORK, Effect.ADMIN);

    @TempDir Path directory;

    @Test
    void nothing_changes_that_the_analysis_did_not_tell() throws SQLException {
        int ran = 0;
        int changed = 0;
        try (var server = new ObservedServer(directory)) {
            for (var row : Corpus.rows().toList()) {
                var analysis = Analysing.of(row.statement());
                var told = EffectsOf.all(analysis);
                if (OUTSIDE.stream().anyMatch(told::contains)) {
                    continue;
                }
                var seen = server.run(row.statement());
                ran += seen.accepted() ? 1 : 0;
                changed += seen.changes().isEmpty() ? 0 : 1;
                assertThat(seen.changes()).as(row.statement()).allMatch(c -> c.isAmong(told));
                if (analysis instanceof Analysis.NotUnderstood) {
                    assertThat(seen.accepted()).as(row.statement()).isFalse();
                }
            }
        }
        assertThat(ran).isGreaterThan(150);
        assertThat(changed).isGreaterThan(70);
    }
}

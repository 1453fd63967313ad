package dev.holdpoint.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.embedded.EmbeddedPostgres;
import dev.holdpoint.sql.catalogue.BuiltIns;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds what is said of PostgreSQL's own functions against a server's {@code pg_proc}. */
class BuiltInsIT {
    private static final String VOLATILE =
            """
            SELECT DISTINCT proname FROM pg_catalog.pg_proc
             WHERE pronamespace = 'pg_catalog'::regnamespace AND provolatile = 'v'
            """;

    @TempDir Path directory;

    @Test
    void a_volatile_function_without_effect_is_one_of_those_looked_at_one_by_one() {
        try (var server =
                EmbeddedPostgres.start(
                        directory.resolve("pg"), 0, EmbeddedPostgres.Settings.throwAway())) {
            assertThat(volatiles(server).filter(BuiltIns::isPure))
                    .containsExactlyElementsOf(
                            Corpus.lines("volatile.txt")
                                    .filter(line -> !line.startsWith("# "))
                                    .toList());
        }
    }

    private static Stream<String> volatiles(EmbeddedPostgres server) {
        return server.query("postgres", VOLATILE).stream()
                .map(row -> Objects.requireNonNull(row.getFirst()))
                .sorted();
    }
}

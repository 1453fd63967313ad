package dev.holdpoint.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Effect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the corpus as the superuser of a cluster that is thrown away: whatever a statement does to
 * files, programs, other servers and the server itself must be among what was said of it.
 */
class OutsideEffectsIT {
    /** What leaves nothing that changes what another statement does outside. */
    private static final Set<Effect> PASSING =
            EnumSet.of(Effect.READ, Effect.WRITE, Effect.SESSION, Effect.PRIVILEGE, Effect.UNKNOWN);

    private static final String WRAPPER = "CREATE EXTENSION postgres_fdw";
    private static final String SERVER =
            "CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (here)";
    private static final String SUBSCRIPTION =
            "CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1 port=1' PUBLICATION p"
                    + " WITH (connect = false)";

    /** What statements that begin so need to have an effect. */
    private static final Map<String, List<String>> NEEDED =
            Map.ofEntries(
                    Map.entry("SELECT dblink", List.of("CREATE EXTENSION dblink")),
                    Map.entry("DROP EXTENSION dblink", List.of("CREATE EXTENSION dblink")),
                    Map.entry("SELECT lo_export(1", List.of("SELECT lo_from_bytea(1, 'x')")),
                    Map.entry("CREATE SERVER", List.of(WRAPPER)),
                    Map.entry("CREATE USER MAPPING", List.of(WRAPPER, SERVER)),
                    Map.entry(
                            "ALTER USER MAPPING",
                            List.of(
                                    WRAPPER,
                                    SERVER,
                                    "CREATE USER MAPPING FOR bob SERVER s"
                                            + " OPTIONS (user 'u', password 'p')")),
                    Map.entry("CREATE FOREIGN TABLE", List.of(WRAPPER, SERVER)),
                    Map.entry(
                            "IMPORT FOREIGN SCHEMA",
                            List.of(
                                    WRAPPER,
                                    SERVER,
                                    "CREATE USER MAPPING FOR CURRENT_USER SERVER s")),
                    Map.entry("ALTER SUBSCRIPTION", List.of(SUBSCRIPTION)),
                    Map.entry("ALTER DATABASE d", List.of("CREATE DATABASE d")),
                    Map.entry("DROP DATABASE d", List.of("CREATE DATABASE d")),
                    Map.entry("CLUSTER payments", List.of("CLUSTER payments USING payments_pkey")));

    @TempDir Path directory;
    private final Map<Effect, List<String>> seen = new EnumMap<>(Effect.class);
    private final Map<Effect, List<String>> unseen = new EnumMap<>(Effect.class);

    @Test
    void nothing_is_done_outside_of_the_database_that_the_analysis_did_not_tell() throws Exception {
        var objections = new ArrayList<String>();
        int ran = 0;
        try (var server = new OutsideServer(directory)) {
            for (var row : Corpus.rows().toList()) {
                var told = EffectsOf.all(Analysing.of(row.statement()));
                var came =
                        server.run(
                                row.statement(),
                                needs(row.statement()),
                                !PASSING.containsAll(told));
                ran += came.accepted() ? 1 : 0;
                came.done().stream()
                        .filter(what -> !what.isAmong(told))
                        .forEach(what -> objections.add(what + ": " + row.statement()));
                told.forEach(effect -> note(effect, row.statement(), came));
            }
        }
        assertThat(objections).isEmpty();
        assertThat(ran).isGreaterThan(250);
        assertThat(unseen).doesNotContainKeys(Effect.FILE, Effect.PROGRAM);
        assertThat(seen.get(Effect.FILE)).hasSizeGreaterThanOrEqualTo(10);
        assertThat(seen.get(Effect.PROGRAM)).hasSizeGreaterThanOrEqualTo(3);
        assertThat(seen.get(Effect.NETWORK))
                .as("but not %s", unseen.get(Effect.NETWORK))
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(seen.get(Effect.ADMIN))
                .as("but not %s", unseen.get(Effect.ADMIN))
                .hasSizeGreaterThanOrEqualTo(15);
    }

    private void note(Effect effect, String statement, OutsideServer.Seen came) {
        var where = came.done().stream().anyMatch(what -> what.is(effect)) ? seen : unseen;
        where.computeIfAbsent(effect, _ -> new ArrayList<>()).add(statement);
    }

    private static List<String> needs(String statement) {
        return NEEDED.entrySet().stream()
                .filter(entry -> statement.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(List.of());
    }
}

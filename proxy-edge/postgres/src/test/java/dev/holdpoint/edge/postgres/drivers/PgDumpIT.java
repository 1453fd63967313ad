package dev.holdpoint.edge.postgres.drivers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.DocumentedPolicy;
import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.OtherTarget;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** pg_dump of this machine against a server of its own version, as it dumps none that is newer. */
class PgDumpIT {
    private static final Pattern OF_ONE_RUN = Pattern.compile("(?m)^\\\\(un)?restrict .*\\n");

    private final Edge edge = Edge.fresh();
    private final OtherTarget target = OtherTarget.ofThisMachine();

    @TempDir Path dir;

    @BeforeEach
    void granted() throws IOException {
        edge.policy.leaveTo(DocumentedPolicy.ofConnecting(""));
    }

    @Test
    void a_dump_through_the_edge_is_the_dump_and_restores_to_the_same_database() throws Exception {
        var dump = dump("-f", dir.resolve("dump.sql").toString());
        assertThat(dump).isEqualTo(direct(OtherTarget.DATABASE)).contains("4111111111111111");

        target.createDatabase("restored");
        assertThat(psql("restored", "-f", dir.resolve("dump.sql").toString())).startsWith("0\n");

        assertThat(direct("restored")).isEqualTo(dump);
        everyCommandIsOnRecordAndEndedWell();
    }

    @Test
    void several_workers_share_a_snapshot() throws Exception {
        var to = dir.resolve("parallel").toString();
        assertThat(
                        Program.run(
                                edge,
                                edge.door.relayAt(target.port()),
                                "pg_dump",
                                "-Fd",
                                "-j",
                                "3",
                                "-f",
                                to))
                .isEqualTo("0\n");
        var list = Program.run(Map.of("LC_ALL", "C"), List.of("pg_restore", "-l", to));
        assertThat(list).contains("TABLE DATA public customers").contains("FUNCTION public wipe()");
        everyCommandIsOnRecordAndEndedWell();
    }

    @Test
    void masked_columns_are_dumped_as_the_client_may_see_them() throws Exception {
        edge.policy.leaveTo(
                DocumentedPolicy.ofConnecting(
                        """
                          masks:
                            - columns: [ public.customers.card_number ]
                              using: { keepLast: 4 }
                        """));
        assertThat(dump("-f", dir.resolve("dump.sql").toString()))
                .contains("Ada\tada@example.com\t************1111")
                .doesNotContain("4111111111111111")
                .doesNotContain("5500000000000004");
    }

    @Test
    void a_grant_of_less_than_reading_and_session_is_not_enough() throws Exception {
        edge.policy.leaveTo(DocumentedPolicy.ofConnectingCovering("[ read ]"));
        assertThat(Program.run(edge, edge.door.relayAt(target.port()), "pg_dump"))
                .startsWith("1\n")
                .contains("The grant dumps-of-crm does not cover the effect session.")
                .doesNotContain("4111111111111111");
    }

    private void everyCommandIsOnRecordAndEndedWell() {
        assertThat(edge.recorder.of(CommandDecided.class))
                .extracting(CommandDecided::text)
                .anyMatch(text -> text.startsWith("COPY public.customers"))
                .anyMatch(text -> text.startsWith("LOCK TABLE"));
        assertThat(edge.recorder.of(CommandCompleted.class))
                .extracting(CommandCompleted::outcome)
                .containsOnly(Outcome.OK);
    }

    private String dump(String... options) throws Exception {
        var command = new ArrayList<>(List.of("pg_dump"));
        command.addAll(List.of(options));
        assertThat(
                        Program.run(
                                edge,
                                edge.door.relayAt(target.port()),
                                command.toArray(String[]::new)))
                .isEqualTo("0\n");
        return plain(Files.readString(dir.resolve("dump.sql")));
    }

    private String direct(String database) throws Exception {
        var said = Program.run(target.environment(database), List.of("pg_dump"));
        assertThat(said).startsWith("0\n");
        return plain(said.substring(2));
    }

    private String psql(String database, String... options) throws Exception {
        var command = new ArrayList<>(List.of("psql", "-Xq", "-v", "ON_ERROR_STOP=1"));
        command.addAll(List.of(options));
        return Program.run(target.environment(database), command);
    }

    private static String plain(String dump) {
        return OF_ONE_RUN.matcher(dump).replaceAll("");
    }
}

package dev.holdpoint.edge.postgres.drivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.edge.decide.Answer;
import dev.holdpoint.edge.postgres.harness.DocumentedPolicy;
import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.OtherTarget;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Outcome;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.SessionEnd;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL's own replication clients, decided by what the manual shows for them. */
class ReplicationIT {
    private static final Duration AMPLE = Duration.ofSeconds(40);
    private static final String MASKS =
            """
              masks:
                - columns: [ public.customers.card_number ]
                  using: { keepLast: 4 }
            """;

    private final Edge edge = Edge.fresh();
    private final OtherTarget target = OtherTarget.ofThisMachine();
    private final String streams = edge.door.streamsAt(target.port());

    @TempDir Path dir;

    @BeforeEach
    void granted() throws IOException {
        edge.policy.leaveTo(DocumentedPolicy.ofReplication(shown -> shown));
    }

    @Test
    void pg_recvlogical_gets_the_changes_and_all_it_does_is_on_record() throws Exception {
        assertThat(recvlogical("changes", "--create-slot", "-P", "test_decoding")).isEqualTo("0\n");
        target.execute("UPDATE orders SET status = 'streamed' WHERE id = 3");
        var end = target.value("SELECT pg_current_wal_insert_lsn()");

        assertThat(recvlogical("changes", "--start", "--no-loop", "-E", end, "-f", file()))
                .isEqualTo("0\n");
        assertThat(recvlogical("changes", "--drop-slot")).isEqualTo("0\n");

        assertThat(Files.readString(Path.of(file())))
                .contains("table public.orders: UPDATE")
                .contains("'streamed'");
        assertThat(kinds())
                .contains(
                        "IDENTIFY_SYSTEM",
                        "CREATE_REPLICATION_SLOT",
                        "START_REPLICATION",
                        "DROP_REPLICATION_SLOT");
        assertThat(edge.recorder.of(CommandCompleted.class))
                .extracting(CommandCompleted::outcome)
                .containsOnly(Outcome.OK);
        assertThat(completed("START_REPLICATION").rows()).isPositive();
    }

    @Test
    void pg_receivewal_gets_the_log_as_it_is_written() throws Exception {
        var end = target.value("SELECT pg_current_wal_insert_lsn()");
        target.execute("UPDATE orders SET status = 'logged' WHERE id = 4");

        assertThat(physical("pg_receivewal", "--no-loop", "-E", end, "-D", dir.toString()))
                .startsWith("0\n");

        try (var files = Files.list(dir)) {
            assertThat(files).isNotEmpty();
        }
        assertThat(kinds()).contains("IDENTIFY_SYSTEM", "SHOW", "START_REPLICATION");
        assertThat(completed("START_REPLICATION").rows()).isPositive();
    }

    @Test
    void pg_basebackup_copies_the_cluster_and_its_log_meanwhile() throws Exception {
        var copy = dir.resolve("copy");

        assertThat(physical("pg_basebackup", "-X", "stream", "-c", "fast", "-D", copy.toString()))
                .isEqualTo("0\n");

        assertThat(copy.resolve("PG_VERSION")).exists();
        assertThat(copy.resolve("backup_manifest")).isNotEmptyFile();
        assertThat(kinds()).contains("BASE_BACKUP", "CREATE_REPLICATION_SLOT", "START_REPLICATION");
        assertThat(completed("BASE_BACKUP").rows()).isGreaterThan(100);
    }

    @Test
    void without_a_grant_the_parameter_is_refused_by_name() throws Exception {
        var elsewhere = edge.door.relayAt(target.port());

        assertThat(Program.run(edge, elsewhere, "psql", "-Xd", "replication=database", "-c", "x"))
                .startsWith("2\n")
                .contains("start-up parameter replication");
        try (var backup = Program.replicating(edge, elsewhere, "pg_basebackup", "-D", file())) {
            assertThat(backup.end()).startsWith("1\n").contains("start-up parameter replication");
        }
        assertThat(kinds()).isEmpty();
    }

    @Test
    void where_anything_is_masked_nothing_is_streamed() throws Exception {
        edge.policy.leaveTo(DocumentedPolicy.ofReplication(shown -> shown + MASKS));

        assertThat(physical("pg_basebackup", "-D", file()))
                .startsWith("1\n")
                .contains("What replication streams cannot be masked");
        assertThat(recvlogical("masked", "--create-slot", "-P", "test_decoding"))
                .startsWith("1\n")
                .contains("What replication streams cannot be masked");
        assertThat(target.value("SELECT count(*) FROM pg_replication_slots")).isEqualTo("0");
    }

    @Test
    void statements_of_a_logical_session_are_decided_and_masked_as_everywhere() throws Exception {
        edge.policy.leaveTo(DocumentedPolicy.ofReplication(shown -> shown + MASKS));

        assertThat(logical("SELECT name, card_number FROM customers ORDER BY id"))
                .startsWith("0\n")
                .contains("************1111")
                .doesNotContain("4111111111111111");
        assertThat(logical("DROP TABLE orders"))
                .startsWith("1\n")
                .contains("does not cover the effect ddl");
        assertThat(logical("IDENTIFY_SYSTEM; DROP TABLE orders"))
                .startsWith("1\n")
                .contains("ERROR");
        assertThat(target.value("SELECT count(*) FROM orders")).isEqualTo("20");
    }

    @Test
    void a_replication_command_may_be_held() throws Exception {
        edge.policy.leaveTo(holding("IDENTIFY_SYSTEM", 1));
        try (var asking = start("psql", "-Xd", "replication=database", "-c", "IDENTIFY_SYSTEM")) {
            await().atMost(AMPLE).until(() -> !held().isEmpty());
            edge.releaseLast();

            assertThat(asking.end()).startsWith("0\n").contains("systemid");
        }
    }

    @Test
    void a_stream_ends_with_its_grant() throws Exception {
        assertThat(recvlogical("granted", "--create-slot", "-P", "test_decoding")).isEqualTo("0\n");
        try (var stream = streaming("granted")) {
            var session = edge.live.list().iterator().next().id();
            edge.live.end(session, SessionEnd.GRANT_REVOKED);

            assertThat(stream.end()).startsWith("1\n");
        }
        ended(Outcome.CANCELLED, SessionEnd.GRANT_REVOKED);
        dropped("granted");
    }

    @Test
    void a_stream_ends_once_policy_says_something_else_of_it() throws Exception {
        assertThat(recvlogical("masked_later", "--create-slot", "-P", "test_decoding"))
                .isEqualTo("0\n");
        try (var stream = streaming("masked_later")) {
            edge.policy.leaveTo(DocumentedPolicy.ofReplication(shown -> shown + MASKS));

            assertThat(stream.end()).startsWith("1\n");
        }
        ended(Outcome.CANCELLED, SessionEnd.POLICY_CHANGED);
        dropped("masked_later");
    }

    @Test
    void a_stream_ends_where_policy_does_not_answer() throws Exception {
        target.execute("SELECT pg_create_logical_replication_slot('unasked', 'test_decoding')");
        var silence =
                new Decision.Deny(
                        new RevisionId("none"),
                        List.of(),
                        "No answer.",
                        RefusalCode.POLICY_UNAVAILABLE);
        try (var stream = streaming("unasked")) {
            edge.policy.leaveTo(_ -> Future.succeededFuture(new Answer(silence, false, List.of())));

            assertThat(stream.end()).startsWith("1\n");
        }
        ended(Outcome.CANCELLED, SessionEnd.POLICY_UNAVAILABLE);
        dropped("unasked");
    }

    @Test
    void a_released_stream_goes_on_under_another_revision_as_long_as_its_approval_would_do()
            throws Exception {
        target.execute("SELECT pg_create_logical_replication_slot('held', 'test_decoding')");
        edge.policy.leaveTo(holding("START_REPLICATION", 1));
        try (var stream = asking("held")) {
            await().atMost(AMPLE).until(() -> !held().isEmpty());
            edge.releaseLast();
            active("held");
            var asked = new AtomicInteger();
            var another = holding("START_REPLICATION", 1, "a stream is looked at");
            edge.policy.leaveTo(
                    request -> {
                        asked.incrementAndGet();
                        return another.decide(request);
                    });
            await().atMost(AMPLE).until(() -> asked.get() > 2);
            assertThat(edge.live.size()).isEqualTo(1);

            edge.policy.leaveTo(holding("START_REPLICATION", 2));

            assertThat(stream.end()).startsWith("1\n");
        }
        ended(Outcome.CANCELLED, SessionEnd.POLICY_CHANGED);
        dropped("held");
    }

    private static DocumentedPolicy holding(String kind, int votes) throws IOException {
        return holding(kind, votes, "a command is looked at");
    }

    /** Holds commands of a kind until so many have agreed. */
    private static DocumentedPolicy holding(String kind, int votes, String reason)
            throws IOException {
        return DocumentedPolicy.ofReplication(
                shown ->
                        shown
                                + """
                                    - name: asked-about
                                      decide: hold
                                      match: { kinds: [ %s ] }
                                      reason: %s
                                      approval: { from: [ { group: dba, votes: %d } ], expires: 15m }
                                """
                                        .formatted(kind.toLowerCase(Locale.ROOT), reason, votes));
    }

    private Program streaming(String slot) throws IOException {
        var stream = asking(slot);
        active(slot);
        return stream;
    }

    private Program asking(String slot) throws IOException {
        return start("pg_recvlogical", "-d", streams, "-S", slot, "--start", "-n", "-f", file());
    }

    private void active(String slot) {
        await().atMost(AMPLE)
                .until(
                        () ->
                                target.value(
                                                "SELECT active FROM pg_replication_slots"
                                                        + " WHERE slot_name = '"
                                                        + slot
                                                        + "'")
                                        .equals("t"));
    }

    private void ended(Outcome outcome, SessionEnd why) {
        await().atMost(AMPLE).until(() -> !edge.recorder.of(SessionClosed.class).isEmpty());
        assertThat(edge.recorder.of(SessionClosed.class).getLast().end()).isEqualTo(why);
        assertThat(completed("START_REPLICATION").outcome()).isEqualTo(outcome);
    }

    private void dropped(String slot) {
        await().atMost(AMPLE)
                .untilAsserted(
                        () -> target.execute("SELECT pg_drop_replication_slot('" + slot + "')"));
    }

    private String file() {
        return dir.resolve("out").toString();
    }

    private Program start(String... command) throws IOException {
        return Program.start(edge, streams, command);
    }

    private String physical(String... command) throws Exception {
        try (var program = Program.replicating(edge, streams, command)) {
            return program.end();
        }
    }

    private String recvlogical(String slot, String... options) throws Exception {
        var command = new ArrayList<>(List.of("pg_recvlogical", "-d", streams, "-S", slot));
        command.addAll(List.of(options));
        return Program.run(edge, streams, command.toArray(String[]::new));
    }

    private String logical(String sql) throws Exception {
        return Program.run(edge, streams, "psql", "-Xd", "replication=database", "-c", sql);
    }

    private List<Decision> held() {
        return edge.recorder.of(CommandDecided.class).stream()
                .map(CommandDecided::decision)
                .filter(Decision.Hold.class::isInstance)
                .toList();
    }

    private List<String> kinds() {
        return replication().stream().flatMap(decided -> decided.facts().kinds().stream()).toList();
    }

    private List<CommandDecided> replication() {
        return edge.recorder.of(CommandDecided.class).stream()
                .filter(decided -> decided.facts().effects().contains(Effect.REPLICATION))
                .toList();
    }

    private CommandCompleted completed(String kind) {
        var ids =
                replication().stream()
                        .filter(decided -> decided.facts().kinds().contains(kind))
                        .map(CommandDecided::command)
                        .toList();
        await().atMost(AMPLE).until(() -> !completed(ids).isEmpty());
        return completed(ids).getFirst();
    }

    private List<CommandCompleted> completed(List<CommandId> ids) {
        return edge.recorder.of(CommandCompleted.class).stream()
                .filter(completed -> ids.contains(completed.command()))
                .toList();
    }
}

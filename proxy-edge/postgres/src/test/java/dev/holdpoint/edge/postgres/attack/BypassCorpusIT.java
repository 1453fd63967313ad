package dev.holdpoint.edge.postgres.attack;

import static dev.holdpoint.edge.postgres.harness.RawClient.bind;
import static dev.holdpoint.edge.postgres.harness.RawClient.execute;
import static dev.holdpoint.edge.postgres.harness.RawClient.parse;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.Effect;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The statements {@code CorpusTest} classifies, sent through the edge, which lets pass what reads
 * and writes: the target's log and the record agree, and nothing else is changed.
 */
@Tag("PG-8")
@Tag("PG-9")
class BypassCorpusIT {
    private static final Path CORPUS = Path.of("../sql/src/test/resources/dev/holdpoint/sql");
    private static final String DATABASE = "bypass";
    private static final String ARROW = " ==> ";

    /** Everything but rows: what neither reading nor writing changes. */
    private static final String OBJECTS =
            """
            SELECT md5(string_agg(o.x, '|' ORDER BY o.x)) FROM (
                SELECT 'c' || oid || relname || relowner || relnatts || relrowsecurity
                    || coalesce(relacl::text, '') AS x FROM pg_class
                    WHERE relnamespace::regnamespace::text !~ 'temp|toast'
                UNION ALL SELECT 'f' || oid || proname || prosrc FROM pg_proc
                UNION ALL SELECT 'y' || oid || typname FROM pg_type
                    WHERE typnamespace::regnamespace::text !~ 'temp|toast'
                UNION ALL SELECT 'n' || oid || coalesce(nspacl::text, '') FROM pg_namespace
                    WHERE nspname !~ 'temp'
                UNION ALL SELECT 't' || oid || tgname || tgenabled::text FROM pg_trigger
                UNION ALL SELECT 'a' || a::text FROM pg_authid a
                UNION ALL SELECT 'm' || m::text FROM pg_auth_members m
                UNION ALL SELECT 'd' || d::text FROM pg_db_role_setting d
                UNION ALL SELECT 's' || sourceline || coalesce(setting, '') FROM pg_file_settings
                UNION ALL SELECT 'b' || datname FROM pg_database) o""";

    private static final String ROWS =
            """
            SELECT md5(coalesce(string_agg(o.x, '|' ORDER BY o.x), '')) FROM (
                SELECT 'c' || c::text AS x FROM customers c
                UNION ALL SELECT 'o' || o::text FROM orders o
                UNION ALL SELECT 'p' || p::text FROM payments p
                UNION ALL SELECT 'a' || a::text FROM archive.orders a
                UNION ALL SELECT 's' || last_value || is_called FROM s
                UNION ALL SELECT 'l' || oid FROM pg_largeobject_metadata) o""";

    /** The edge's account may do all of it: what it does not do, the edge has refused. */
    private static final String OWNED =
            """
            ALTER DATABASE bypass OWNER TO app;
            GRANT ALL ON SCHEMA public, archive TO app;
            DO $$ DECLARE r regclass; BEGIN
                FOR r IN SELECT oid FROM pg_class WHERE relkind IN ('r', 'v', 'm', 'S')
                    AND relnamespace IN ('public'::regnamespace, 'archive'::regnamespace)
                LOOP EXECUTE format('ALTER TABLE %s OWNER TO app', r); END LOOP;
            END $$""";

    private static boolean made;

    private final Edge edge = Edge.fresh();

    @BeforeAll
    static void make() throws IOException {
        if (made) {
            return;
        }
        made = true;
        var target = Edge.fresh().target;
        target.createDatabase(DATABASE);
        for (var line : Files.readAllLines(CORPUS.resolve("target.sql"))) {
            target.execute(DATABASE, line);
        }
        target.execute(DATABASE, OWNED);
    }

    /** Digests of all rows and of all else. */
    private record State(String rows, String objects) {}

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_runs_is_on_record_and_does_what_was_said(boolean simple) throws Exception {
        var statements = statements();
        var objections = new ArrayList<String>();
        var before = state();
        int ran = 0;
        for (int i = 0; i < statements.size(); i++) {
            var statement = statements.get(i);
            ran += judge(statement, "bypass-" + simple + i, simple, objections);
            var after = state();
            if (!after.objects().equals(before.objects())) {
                objections.add("changed objects: " + statement);
            }
            if (!after.rows().equals(before.rows())) {
                if (!effects().contains(Effect.WRITE)) {
                    objections.add("changed rows: " + statement);
                }
                restore();
                after = state();
            }
            before = after;
        }
        assertThat(String.join("\n", objections)).isEmpty();
        assertThat(statements).hasSizeGreaterThanOrEqualTo(300);
        assertThat(ran).isBetween(statements.size() / 4, statements.size());
    }

    private int judge(String statement, String application, boolean simple, List<String> objections)
            throws IOException {
        edge.recorder.forget();
        var log = edge.log();
        send(statement, application, simple);
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> edge.live.size() == 0);
        var agreement = new Agreement(edge.recorder, log, application);
        try {
            agreement.check();
        } catch (AssertionError e) {
            objections.add(statement + ": " + e.getMessage());
        }
        return agreement.ran().size();
    }

    private void restore() throws IOException {
        edge.target.execute(DATABASE, "TRUNCATE customers, orders, payments, archive.orders");
        for (var line : Files.readAllLines(CORPUS.resolve("target.sql"))) {
            if (line.startsWith("INSERT ")) {
                edge.target.execute(DATABASE, line);
            }
        }
    }

    private List<Effect> effects() {
        return edge.recorder.of(CommandDecided.class).stream()
                .flatMap(decided -> decided.facts().effects().stream())
                .toList();
    }

    /** One statement, and nothing for it to copy in. */
    private void send(String statement, String application, boolean simple) throws IOException {
        var target = edge.door.databaseNamed(DATABASE);
        try (var client =
                RawClient.loggedIn(
                        edge, target, "application_name", application, "statement_timeout", "1s")) {
            if (simple) {
                client.send(query(statement));
            } else {
                client.send(parse("", statement), bind("", ""), execute("", 0), sync());
            }
            for (var kind = client.receive().kind(); kind != 'Z'; kind = client.receive().kind()) {
                if (kind == 'G') {
                    client.send(PgWriter.frame('f').putString("nothing").done());
                    if (!simple) {
                        client.send(sync());
                    }
                }
            }
        } catch (EOFException e) {
            assertThat(edge.recorder.of(CommandDecided.class)).as(statement).isEmpty();
        }
    }

    private State state() {
        var row =
                edge.target.query(DATABASE, "SELECT (" + ROWS + "), (" + OBJECTS + ")").getFirst();
        return new State(String.valueOf(row.get(0)), String.valueOf(row.get(1)));
    }

    /** Texts with credentials are left out: the record does not repeat those. */
    private static List<String> statements() throws IOException {
        return Files.readAllLines(CORPUS.resolve("corpus.txt")).stream()
                .filter(line -> !line.startsWith("# ") && !line.endsWith("; hidden"))
                .map(line -> line.substring(0, line.lastIndexOf(ARROW)).replace("\\n", "\n"))
                .distinct()
                .collect(Collectors.toList());
    }
}

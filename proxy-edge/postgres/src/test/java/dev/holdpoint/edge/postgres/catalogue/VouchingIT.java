package dev.holdpoint.edge.postgres.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.VouchedFunction;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** Code of a target that somebody vouches for, and what is left of the others' protection. */
class VouchingIT {
    private static final String DATABASE = "payments_db";
    private static final String CANARY = "4111111111111111";
    private static final String EXAMPLE = "public.touch_updated_at()";
    private static final Path LANGUAGE = Path.of("../../docs/policy-language.md");
    private static final Pattern QUERY = Pattern.compile("(?s)```sql\n(.*?)```");
    private static final Pattern DEFINITION = Pattern.compile("definition: (sha256:\\S+)");

    private final Edge edge = Edge.fresh();

    @BeforeEach
    void make() {
        edge.target.execute(
                DATABASE,
                """
                CREATE TABLE tasks (id int PRIMARY KEY, note text, updated_at timestamptz);
                CREATE TABLE notes (id serial, body text);
                INSERT INTO tasks VALUES (1, 'first', NULL);
                CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN NEW.updated_at := now(); RETURN NEW; END';
                CREATE TRIGGER touch BEFORE UPDATE ON tasks
                    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION touch();
                CREATE FUNCTION note(task int, said text DEFAULT lower('MADE')) RETURNS int
                    LANGUAGE plpgsql AS 'BEGIN INSERT INTO notes (body)
                        SELECT said FROM tasks WHERE id = task; RETURN task; END';
                CREATE FUNCTION card_of(customer int) RETURNS text LANGUAGE plpgsql STABLE AS
                    'BEGIN RETURN (SELECT card_number FROM customers WHERE id = customer); END';
                CREATE FUNCTION echo(value text) RETURNS text LANGUAGE plpgsql AS
                    'BEGIN RETURN value; END';
                CREATE FUNCTION complain(customer int) RETURNS int LANGUAGE plpgsql AS
                    'BEGIN RAISE EXCEPTION ''%'',
                        (SELECT card_number FROM customers WHERE id = customer); END';
                CREATE FUNCTION beside(a int, b int) RETURNS boolean LANGUAGE plpgsql AS
                    'BEGIN RETURN abs(a - b) = 1; END';
                CREATE OPERATOR <~> (leftarg = int, rightarg = int, function = beside);
                CREATE VIEW through AS SELECT t.id, card_of(t.id) AS shown FROM tasks t;
                GRANT ALL ON tasks, notes, through TO app;
                GRANT ALL ON SEQUENCE notes_id_seq TO app;
                """);
    }

    @AfterEach
    void drop() {
        edge.target.execute(
                DATABASE,
                """
                DROP VIEW through;
                DROP TABLE tasks, notes;
                DROP TABLE IF EXISTS later;
                DROP OPERATOR <~> (int, int);
                DROP FUNCTION touch(), note(int, text), card_of(int), echo(text), complain(int),
                    beside(int, int);
                DROP FUNCTION IF EXISTS carry();
                """);
    }

    /** What somebody who follows the documentation would write. */
    private VouchedFunction vouched(
            String name, List<Effect> effects, List<String> reads, List<String> writes) {
        var printed = printed(documented().replace(EXAMPLE, name));
        assertThat(printed).contains("- name: '" + name + "'");
        var definition = DEFINITION.matcher(printed);
        assertThat(definition.find()).isTrue();
        return new VouchedFunction(name, effects, reads, writes, new Digest(definition.group(1)));
    }

    private String printed(String text) {
        var url = "jdbc:postgresql://%s:%d/%s";
        try (var connection =
                        DriverManager.getConnection(
                                url.formatted(edge.target.host(), edge.target.port(), DATABASE),
                                edge.target.user(),
                                edge.target.password());
                var statement = connection.createStatement()) {
            boolean rows = statement.execute(text);
            while (!rows) {
                rows = statement.getMoreResults();
            }
            var result = statement.getResultSet();
            assertThat(result.next()).isTrue();
            return result.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String documented() {
        try {
            var found = QUERY.matcher(Files.readString(LANGUAGE));
            assertThat(found.find()).isTrue();
            return found.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private VouchedFunction computing(String name) {
        return vouched(name, List.of(), List.of(), List.of());
    }

    private VouchedFunction reading(String name) {
        return vouched(name, List.of(Effect.READ), List.of("public.customers"), List.of());
    }

    private CommandFacts facts() {
        return edge.recorder.of(CommandDecided.class).getLast().facts();
    }

    private static void isUnknown(Statement statement, String text) {
        assertThatThrownBy(() -> statement.execute(text))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("UNKNOWN");
    }

    @Test
    void a_trigger_is_unknown_until_vouched_for_and_again_when_its_function_is_another()
            throws SQLException {
        var update = "UPDATE tasks SET note = 'other' WHERE id = 1";
        try (var connection = edge.connect();
                var statement = connection.createStatement()) {
            isUnknown(statement, update);
            edge.vouch(List.of(computing("public.touch()")));

            assertThat(statement.executeUpdate(update)).isEqualTo(1);
            assertThat(facts().effects()).containsExactly(Effect.WRITE);
            assertThat(facts().writes()).containsExactly("public.tasks");
            assertThat(facts().functions()).containsExactly("public.touch");

            edge.target.execute(
                    DATABASE,
                    "CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS"
                            + " 'BEGIN DELETE FROM orders; RETURN NEW; END';"
                            + " CREATE TABLE later (id int); GRANT ALL ON later TO app");
            statement.execute("SELECT id FROM later");
            isUnknown(statement, update);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER FUNCTION touch() SECURITY DEFINER",
                "ALTER FUNCTION touch() SET search_path = pg_temp",
                "ALTER FUNCTION touch() OWNER TO app",
                "CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN RETURN NULL; END'"
            })
    void whatever_changes_what_a_call_does_ends_the_vouching(String change) throws SQLException {
        edge.vouch(List.of(computing("public.touch()")));
        edge.target.execute(
                DATABASE, change + "; CREATE TABLE later (id int); GRANT ALL ON later TO app");
        try (var connection = edge.connect();
                var statement = connection.createStatement()) {
            statement.execute("SELECT id FROM later");
            isUnknown(statement, "UPDATE tasks SET note = 'other' WHERE id = 1");
        }
    }

    @Test
    void nobody_vouches_any_more_from_the_next_statement_on() throws SQLException {
        edge.vouch(List.of(computing("public.touch()")));
        try (var connection = edge.connect();
                var prepared =
                        connection.prepareStatement("UPDATE tasks SET note = ? WHERE id = 1")) {
            prepared.setString(1, "other");
            assertThat(prepared.executeUpdate()).isEqualTo(1);
            edge.vouch(List.of());
            assertThatThrownBy(prepared::executeUpdate).hasMessageContaining("UNKNOWN");
        }
    }

    @Test
    void what_a_trigger_s_condition_calls_must_be_known_too() throws SQLException {
        edge.target.execute(
                DATABASE,
                "CREATE TRIGGER checked BEFORE UPDATE ON tasks FOR EACH ROW"
                        + " WHEN (wipe() = 1) EXECUTE FUNCTION touch()");
        edge.vouch(List.of(computing("public.touch()")));
        try (var connection = edge.connect();
                var statement = connection.createStatement()) {
            isUnknown(statement, "UPDATE tasks SET note = 'other' WHERE id = 1");
        }
    }

    @Test
    void what_a_function_reads_and_writes_and_what_that_sets_off_is_told() throws SQLException {
        var note =
                vouched(
                        "public.note(integer,text)",
                        List.of(Effect.READ, Effect.WRITE),
                        List.of("public.tasks"),
                        List.of("public.notes"));
        edge.vouch(List.of(note));
        try (var connection = edge.connect();
                var statement = connection.createStatement()) {
            statement.execute("SELECT note(1)");
            assertThat(facts().effects()).containsExactlyInAnyOrder(Effect.READ, Effect.WRITE);
            assertThat(facts().reads()).containsExactly("public.tasks");
            assertThat(facts().writes()).containsExactly("public.notes");

            var tasks = List.of("public.tasks");
            edge.vouch(
                    List.of(
                            vouched(
                                    note.name(),
                                    List.of(Effect.READ, Effect.WRITE),
                                    tasks,
                                    tasks)));
            isUnknown(statement, "SELECT note(1)");
        }
    }

    @Test
    void an_operator_is_what_its_function_is() throws SQLException {
        try (var connection = edge.connect();
                var statement = connection.createStatement()) {
            isUnknown(statement, "SELECT 1 <~> 2");
            edge.vouch(List.of(computing("public.beside(integer,integer)")));
            statement.execute("SELECT 1 <~> 2");
            assertThat(facts().functions()).containsExactly("public.beside");
        }
    }

    @Test
    void a_cast_whose_function_only_computes_is_like_one_of_postgresql_s_own() throws SQLException {
        edge.target.execute(
                DATABASE,
                """
                CREATE TYPE mark AS (value int);
                CREATE FUNCTION made(value mark) RETURNS int LANGUAGE plpgsql AS
                    'BEGIN RETURN value.value; END';
                CREATE CAST (mark AS int) WITH FUNCTION made(mark) AS ASSIGNMENT;
                CREATE TABLE marked (m mark); GRANT ALL ON marked TO app;
                """);
        try (var connection = edge.connect();
                var statement = connection.createStatement()) {
            isUnknown(statement, "SELECT count(*) FROM marked");
            edge.vouch(List.of(computing("public.made(public.mark)")));
            statement.execute("SELECT count(*) FROM marked");
        } finally {
            edge.target.execute(DATABASE, "DROP TABLE marked; DROP TYPE mark CASCADE");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT card_of(1)",
                "SELECT card_of(id) FROM tasks",
                "SELECT id, upper(card_of(id)) FROM tasks",
                "SELECT * FROM card_of(1)",
                "WITH c AS (SELECT card_of(1) AS x) SELECT x FROM c",
                "SELECT (SELECT card_of(1))",
                "SELECT echo(card_number) FROM customers",
                "SELECT echo(c) FROM (SELECT card_number AS c FROM customers) s",
                "SELECT echo(c::text) FROM customers c",
                "SELECT echo(to_jsonb(c)->>'card_number') FROM customers c",
                "SELECT shown FROM through",
                "SELECT * FROM through",
                "SELECT echo(shown) FROM through"
            })
    void a_masked_value_does_not_leave_by_a_function_somebody_vouches_for(String text)
            throws SQLException {
        vouchForReaders();
        try (var connection = edge.connect();
                var statement = connection.createStatement()) {
            assertThat(everything(statement, text)).isNotEmpty().doesNotContain(CANARY);
            assertThat(facts().effects()).containsExactly(Effect.READ);
        }
    }

    private void vouchForReaders() {
        edge.vouch(
                List.of(
                        reading("public.card_of(integer)"),
                        reading("public.complain(integer)"),
                        computing("public.echo(text)"),
                        computing("public.touch()")));
    }

    private static String everything(Statement statement, String text) throws SQLException {
        var all = new ArrayList<String>();
        try (var rows = statement.executeQuery(text)) {
            while (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    all.add(String.valueOf(rows.getString(i)));
                }
            }
        }
        return String.join("|", all);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO notes (body) SELECT card_of(1)",
                "INSERT INTO notes (body) VALUES (card_of(1)) RETURNING body",
                "UPDATE tasks SET note = card_of(1)",
                "SELECT complain(1)",
                "SELECT set_config('app.kept', card_of(1), false)",
                "SELECT pg_notify('c', card_of(1))"
            })
    void it_is_neither_kept_nor_told_in_an_error(String text) throws SQLException {
        vouchForReaders();
        try (var connection = edge.connect();
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(text))
                    .isInstanceOf(SQLException.class)
                    .message()
                    .doesNotContain(CANARY)
                    .doesNotContain("UNKNOWN");
        }
    }

    @Test
    void it_does_not_leave_by_copy() throws Exception {
        vouchForReaders();
        try (var connection = edge.connect()) {
            var out = new StringWriter();
            assertThatThrownBy(() -> copy(connection, out)).hasMessageContaining("COPY");
            assertThat(out.toString()).isEmpty();
        }
    }

    private static void copy(Connection connection, StringWriter out) throws Exception {
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (SELECT card_of(1)) TO STDOUT", out);
    }

    @Test
    void a_trigger_that_takes_masked_values_or_has_them_at_hand_and_writes_is_refused()
            throws SQLException {
        edge.target.execute(
                DATABASE,
                """
                CREATE FUNCTION carry() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN INSERT INTO notes (body) SELECT card_number FROM customers;
                     RETURN NEW; END';
                CREATE TRIGGER carry BEFORE INSERT ON tasks
                    FOR EACH ROW EXECUTE FUNCTION carry();
                CREATE TRIGGER carry BEFORE UPDATE ON customers
                    FOR EACH ROW EXECUTE FUNCTION carry();
                """);
        try (var connection = edge.connect();
                var statement = connection.createStatement()) {
            edge.vouch(List.of(reading("public.carry()")));
            refusedToStore(statement, "INSERT INTO tasks VALUES (2, 'x')");
            var writing =
                    vouched(
                            "public.carry()",
                            List.of(Effect.WRITE),
                            List.of(),
                            List.of("public.notes"));
            edge.vouch(List.of(writing));
            refusedToStore(statement, "UPDATE customers SET name = 'Eve' WHERE id = 1");
            statement.execute("INSERT INTO tasks VALUES (2, 'x')");
        } finally {
            edge.target.execute(DATABASE, "DROP FUNCTION carry() CASCADE");
        }
    }

    private static void refusedToStore(Statement statement, String text) {
        assertThatThrownBy(() -> statement.execute(text))
                .hasMessageContaining("could store masked values");
    }
}

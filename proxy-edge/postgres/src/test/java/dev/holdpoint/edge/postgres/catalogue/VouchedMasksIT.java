package dev.holdpoint.edge.postgres.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.events.Effect;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** Masked values meet code that somebody vouches for: they do not leave by it. */
class VouchedMasksIT extends VouchedTarget {
    private static final String CANARY = "4111111111111111";

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
        edge.beside(
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
            edge.vouch(List.of(writing("public.carry()")));
            refusedToStore(statement, "UPDATE customers SET name = 'Eve' WHERE id = 1");
            statement.execute("INSERT INTO tasks VALUES (2, 'x')");
        } finally {
            edge.beside("DROP FUNCTION carry() CASCADE");
        }
    }

    private static void refusedToStore(Statement statement, String text) {
        assertThatThrownBy(() -> statement.execute(text))
                .hasMessageContaining("could store masked values");
    }
}

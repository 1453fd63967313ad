package dev.holdpoint.edge.postgres.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.events.Effect;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code of a target that somebody vouches for, and when nobody does any more. */
class VouchingIT extends VouchedTarget {
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

            edge.beside(
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
        edge.beside(change + "; CREATE TABLE later (id int); GRANT ALL ON later TO app");
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
        edge.beside(
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
        var note = note();
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
        edge.beside(
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
            edge.beside("DROP TABLE marked; DROP TYPE mark CASCADE");
        }
    }
}

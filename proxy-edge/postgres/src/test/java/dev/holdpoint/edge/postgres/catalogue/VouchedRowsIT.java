package dev.holdpoint.edge.postgres.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.session.SessionMeter;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.VouchedFunction;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that code somebody vouches for writes, by what the session is charged with. */
class VouchedRowsIT extends VouchedTarget {
    private static final String UPDATE = "UPDATE tasks SET note = 'other' WHERE id = 1";

    @Test
    void rows_that_a_function_writes_are_more_than_any_budget() throws SQLException {
        assertThat(writtenBy("SELECT note(1)", note())).isEqualTo(SessionMeter.UNCOUNTED);
    }

    @Test
    void rows_that_a_trigger_writes_are_more_than_any_budget() throws SQLException {
        edge.beside(
                """
                CREATE FUNCTION carry() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN INSERT INTO notes (body) VALUES (NEW.note); RETURN NEW; END';
                CREATE TRIGGER carry AFTER UPDATE ON tasks
                    FOR EACH ROW EXECUTE FUNCTION carry();
                """);
        assertThat(writtenBy(UPDATE, computing("public.touch()"), writing("public.carry()")))
                .isEqualTo(SessionMeter.UNCOUNTED);
    }

    @Test
    void beside_code_that_writes_nothing_the_tag_counts() throws SQLException {
        var touch = computing("public.touch()");
        assertThat(writtenBy(UPDATE, touch)).isEqualTo(1);
        assertThat(writtenBy("SELECT card_of(1)", reading("public.card_of(integer)"))).isZero();
    }

    private long writtenBy(String text, VouchedFunction... vouched) throws SQLException {
        edge.vouch(List.of(vouched));
        try (var connection = edge.connect();
                var statement = connection.createStatement()) {
            statement.execute(text);
            statement.execute("SELECT 1");
            return edge.recorder.of(CommandDecided.class).getLast().use().rowsWritten();
        }
    }
}

package dev.holdpoint.edge.postgres.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.VouchedFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A target with code of its own, and people who vouch for it. */
abstract class VouchedTarget {
    static final String DATABASE = "payments_db";
    private static final String EXAMPLE = "public.touch_updated_at()";
    private static final Path LANGUAGE = Path.of("../../docs/policy-language.md");
    private static final Pattern QUERY = Pattern.compile("(?s)```sql\n(.*?)```");
    private static final Pattern DEFINITION = Pattern.compile("definition: (sha256:\\S+)");

    final Edge edge = Edge.fresh();

    @BeforeEach
    void make() {
        edge.change(
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
        edge.beside(
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
    final VouchedFunction vouched(
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

    final VouchedFunction computing(String name) {
        return vouched(name, List.of(), List.of(), List.of());
    }

    final VouchedFunction reading(String name) {
        return vouched(name, List.of(Effect.READ), List.of("public.customers"), List.of());
    }

    final VouchedFunction writing(String name) {
        return vouched(name, List.of(Effect.WRITE), List.of(), List.of("public.notes"));
    }

    /** Reads tasks and writes notes. */
    final VouchedFunction note() {
        return vouched(
                "public.note(integer,text)",
                List.of(Effect.READ, Effect.WRITE),
                List.of("public.tasks"),
                List.of("public.notes"));
    }

    final CommandFacts facts() {
        return edge.recorder.of(CommandDecided.class).getLast().facts();
    }
}

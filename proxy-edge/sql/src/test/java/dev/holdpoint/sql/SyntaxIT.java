package dev.holdpoint.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the parser against the server's. {@code -Dholdpoint.generate.seconds} for a longer run,
 * {@code -Dholdpoint.generate.seed} for the same texts again.
 */
class SyntaxIT {
    private static final Logger LOG = Logger.getLogger(SyntaxIT.class.getName());
    private static final Duration LIMIT =
            Duration.ofSeconds(Long.getLong("holdpoint.generate.seconds", 10));
    private static final String IN_FAILED_TRANSACTION = "25P02";
    private static final String NO_SAVEPOINT = "3B001";

    /** A comment between the parts of a string is where the two differ: such a text is refused. */
    private static final Pattern CONTINUED =
            Pattern.compile("(?s).*'\\s*(--[^\\n]*|/\\*.*)\\s*'.*");

    /** A parameter may stand where the server wants an operator: it will say what is wrong. */
    private static final Pattern PARAMETER = Pattern.compile("(?s).*\\$\\d+.*");

    @TempDir Path directory;

    private EmbeddedPostgres server;
    private Connection connection;
    private final long seed = Long.getLong("holdpoint.generate.seed", System.nanoTime());

    @BeforeEach
    void start() throws SQLException {
        server =
                EmbeddedPostgres.start(
                        directory.resolve("pg"), 0, EmbeddedPostgres.Settings.throwAway());
        var login = new Properties();
        login.setProperty("user", server.user());
        login.setProperty("password", server.password());
        login.setProperty("preferQueryMode", "simple");
        var url = "jdbc:postgresql://" + server.host() + ":" + server.port() + "/postgres";
        connection = DriverManager.getConnection(url, login);
    }

    @AfterEach
    void stop() throws SQLException {
        connection.close();
        server.close();
    }

    /** In a failed transaction a server parses every text and executes none. */
    @Test
    void what_one_takes_for_a_statement_the_other_does_too() throws SQLException {
        var mutations = new Mutations(seed);
        var statements = Corpus.rows().map(Corpus.Row::statement).toList();
        var differences = new ArrayList<String>();
        int accepted = 0;
        int all = 0;
        var end = Instant.now().plus(LIMIT);
        for (; Instant.now().isBefore(end); all++) {
            var text = mutations.of(statements.get(all % statements.size()));
            boolean taken = takes(text);
            accepted += taken ? 1 : 0;
            boolean understood = Analysing.of(text) instanceof Analysis.Understood;
            boolean known = taken ? CONTINUED.matcher(text).matches() : parameter(text);
            if (taken != understood && !known) {
                differences.add((taken ? "server: " : "parser: ") + text);
            }
        }
        LOG.info("%,d texts from seed %d: %,d accepted".formatted(all, seed, accepted));
        assertThat(differences).as("seed %d", seed).isEmpty();
        assertThat(accepted).isBetween(all / 20, all * 19 / 20);
    }

    private static boolean parameter(String text) {
        return PARAMETER.matcher(text).matches();
    }

    private boolean takes(String text) throws SQLException {
        var state = run(text);
        if (state.isEmpty() || !state.get().equals(IN_FAILED_TRANSACTION)) {
            run("ROLLBACK");
            run("BEGIN");
            run("SELECT 1 / 0");
            return state.isEmpty()
                    || state.get().equals(NO_SAVEPOINT)
                    || run(text).equals(Optional.of(IN_FAILED_TRANSACTION));
        }
        return true;
    }

    private Optional<String> run(String text) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(text);
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(String.valueOf(e.getSQLState()));
        }
    }

    @Test
    void both_see_as_many_statements_in_a_text() throws SQLException {
        var mutations = new Mutations(seed);
        var differences = new ArrayList<String>();
        int understood = 0;
        for (int i = 0; i < 2_000; i++) {
            var text = mutations.several();
            var kinds =
                    Analysing.of(text) instanceof Analysis.Understood u ? u.facts().kinds() : null;
            if (kinds != null) {
                understood++;
                if (kinds.size() != results(text)) {
                    differences.add(kinds.size() + " statements: " + text);
                }
            }
        }
        assertThat(differences).as("seed %d", seed).isEmpty();
        assertThat(understood).isGreaterThan(1_000);
    }

    private int results(String text) throws SQLException {
        int results = 0;
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (boolean more = statement.execute(text); more; more = statement.getMoreResults()) {
                results++;
            }
        }
        return results;
    }

    @Test
    void the_grammar_is_the_one_for_strings_as_the_standard_has_them() throws SQLException {
        var text = "SELECT 'a\\'; SELECT 1 --'";
        assertThat(Analysing.of(text).facts().kinds()).isEqualTo(List.of("SELECT", "SELECT"));
        assertThat(results(text)).isEqualTo(2);
        run("SET standard_conforming_strings = off");
        assertThat(results(text)).isEqualTo(1);
    }
}

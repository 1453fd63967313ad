package dev.holdpoint.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What policy and people change for a psql session that goes on. */
class OpenSessionIT {
    private static InputsLab inputs;

    @BeforeAll
    static void start() throws IOException {
        inputs = InputsLab.start();
    }

    @AfterAll
    static void stop() {
        inputs.close();
    }

    @Test
    void a_target_s_document_vouches_for_a_trigger_in_open_sessions_until_it_is_another()
            throws IOException, SQLException {
        var document = inputs.document("target-payments.yaml");
        var former = Files.readString(document);
        try (var psql = inputs.deployBot().interactive()) {
            psql.type("UPDATE stamped SET id = 1 WHERE id = 1;");
            psql.awaitLine("42501");

            Files.writeString(document, former + "  functions:\n" + printed("public.stamp()"));
            repeat(psql, "UPDATE stamped SET id = 1 WHERE id = 1;", "UPDATE 1");

            inputs.lab.target.execute(
                    "payments",
                    "CREATE OR REPLACE FUNCTION public.stamp() RETURNS trigger LANGUAGE plpgsql"
                            + " AS 'BEGIN DELETE FROM bulk WHERE false; RETURN NEW; END'");
            psql.type("SELECT 'from here on';");
            repeat(psql, "UPDATE stamped SET id = 1 WHERE id = 1;", "from here on(?s:.*)42501");
            assertThat(inputs.services.log())
                    .contains("not what was read: target=payments function=public.stamp()");
        } finally {
            Files.writeString(document, former);
        }
    }

    /** The entry of a target's document, as the documentation has the target print it. */
    private static String printed(String function) throws IOException, SQLException {
        var text = Files.readString(Repository.ROOT.resolve("docs/policy-language.md"));
        var query = Pattern.compile("(?s)```sql\n(.*?);\n(.*?)```").matcher(text);
        assertThat(query.find()).isTrue();
        try (var connection = inputs.lab.target.connect("payments");
                var statement = connection.createStatement()) {
            statement.execute(query.group(1));
            try (var rows =
                    statement.executeQuery(
                            query.group(2).replace("public.touch_updated_at()", function))) {
                assertThat(rows.next()).isTrue();
                return rows.getString(1) + "\n";
            }
        }
    }

    private static void repeat(RunningProgram psql, String statement, String until) {
        var expected = Pattern.compile(until);
        await(until)
                .atMost(Duration.ofSeconds(10))
                .until(
                        () -> {
                            psql.type(statement);
                            return expected.matcher(psql.output()).find();
                        });
    }

    @Test
    void a_stricter_revision_stops_what_was_allowed_again_and_again_in_an_open_session()
            throws IOException {
        var document = inputs.document("inputs.yaml");
        var former = Files.readString(document);
        try (var psql = inputs.deployBot().interactive()) {
            psql.type("SET application_name = 'steady';");
            for (int n = 0; n < 3; n++) {
                psql.type("SELECT 'steady ' || " + n + ";");
                psql.awaitLine("steady " + n);
            }
            Files.writeString(
                    document,
                    former.replace(
                            "    - name: everything-else",
                            """
                                - name: no-more
                                  decide: deny
                                  match: {}
                                  when: session.applicationName == "steady"
                                - name: everything-else\
                            """));

            await("denied").atMost(Duration.ofSeconds(7)).until(() -> asksAgain(psql));
        } finally {
            Files.writeString(document, former);
        }
    }

    private static boolean asksAgain(RunningProgram psql) {
        psql.type("SELECT 'steady ' || 4;");
        return psql.output().contains("rule inputs/no-more");
    }

    @Test
    void a_hold_in_a_transaction_waits_as_long_as_its_rule_says_and_then_frees_its_locks() {
        try (var psql = inputs.deployBot().interactive()) {
            psql.type("BEGIN;");
            psql.type("UPDATE bulk SET n = n WHERE id = 9;");
            psql.awaitLine("UPDATE 1");
            psql.type("INSERT INTO slow VALUES (1);");
            var hold = psql.awaitLine(Psql.HOLD).group(1);

            psql.awaitLine("57014");
            inputs.lab.target.execute(
                    "payments", "SET lock_timeout = '5s'; UPDATE bulk SET n = n WHERE id = 9");

            psql.type("SELECT 'in an aborted transaction';");
            psql.awaitLine("25P02");
            psql.type("ROLLBACK;");
            psql.awaitLine("^ROLLBACK");
            inputs.services.as("bob").awaitState(hold, "withdrawn");
        }
    }
}

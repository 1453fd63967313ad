package dev.holdpoint.edge.postgres.session.command;

import static dev.holdpoint.edge.postgres.harness.RawClient.bind;
import static dev.holdpoint.edge.postgres.harness.RawClient.execute;
import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.parse;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is recorded of commands that carry credentials. */
class CredentialsIT {
    private static final String KEEP = "SELECT set_config('my.password', $1, false)";

    private final Edge edge = Edge.fresh();

    @AfterEach
    void nothing_of_it_is_recorded() {
        assertThat(edge.recorder.of(CommandDecided.class))
                .isNotEmpty()
                .allSatisfy(decided -> assertThat(decided.toString()).doesNotContain("geheim"));
    }

    @Test
    void a_parameter_beside_what_takes_a_password_is_hidden() throws Exception {
        assertThat(run(KEEP, bind("", "", "geheim"))).containsExactly("***");
    }

    @Test
    void so_is_one_that_looks_like_a_credential() throws Exception {
        var select = "SELECT $1::text, $2::text";
        assertThat(run(select, bind("", "", "password=geheim", "x"))).containsExactly("***", "x");
        assertThat(run(select, bind("", "", "x", "redis://:geheim@host")))
                .containsExactly("x", "***");
    }

    @Test
    void and_one_in_binary_form() throws Exception {
        var value = "password=geheim".getBytes(StandardCharsets.UTF_8);
        assertThat(run("SELECT $1::text", binary(value))).containsExactly("***");
    }

    @Test
    void and_a_long_one() throws Exception {
        var value = "password=geheim" + "x".repeat(5_000);
        assertThat(run("SELECT $1::text", bind("", "", value)).getFirst())
                .startsWith("***… (5015 bytes in all, sha256:");
    }

    @Test
    void an_argument_of_execute_is_hidden_as_a_parameter_is() throws Exception {
        assertThat(texts("PREPARE d(text) AS " + KEEP, "EXECUTE d('geheim')").getLast())
                .startsWith(
                        "EXECUTE d('***')\n-- runs: PREPARE d(text) AS SELECT set_config('***'");
    }

    @Test
    void what_execute_runs_is_shown_without_its_credentials() throws Exception {
        assertThat(texts("PREPARE d AS SELECT 'password=geheim'", "EXECUTE d").getLast())
                .isEqualTo("EXECUTE d\n-- runs: PREPARE d AS SELECT '***'");
    }

    @Test
    void a_justification_or_tag_is_hidden_with_every_command() throws Exception {
        texts(
                "SET holdpoint.justification = 'password=geheim'",
                "SELECT 1",
                "SELECT 1 /*password='geheim'*/");
        var decided = edge.recorder.of(CommandDecided.class);
        assertThat(decided.get(1).justification()).isEqualTo("***");
        assertThat(decided.getLast().text()).isEqualTo("SELECT 1 /* *** */");
        assertThat(decided.getLast().tags()).containsEntry("password", "***");
    }

    private List<String> run(String text, PgFrame bind) throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            client.send(parse("", text), bind, execute("", 0), sync());
            assertThat(kinds(client.untilReady())).isEqualTo("12DCZ");
        }
        return edge.recorder.of(CommandDecided.class).getLast().parameters();
    }

    private List<String> texts(String... texts) throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            for (var text : texts) {
                client.send(query(text));
                assertThat(kinds(client.untilReady())).endsWith("CZ");
            }
        }
        return edge.recorder.of(CommandDecided.class).stream().map(CommandDecided::text).toList();
    }

    private static PgFrame binary(byte[] value) {
        return PgWriter.frame('B')
                .putString("")
                .putString("")
                .putShort(1)
                .putShort(1)
                .putShort(1)
                .putInt(value.length)
                .putBytes(value)
                .putShort(0)
                .done();
    }
}

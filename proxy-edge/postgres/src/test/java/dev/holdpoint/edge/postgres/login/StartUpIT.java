package dev.holdpoint.edge.postgres.login;

import static dev.holdpoint.edge.postgres.harness.RawClient.firstValue;
import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static dev.holdpoint.edge.postgres.harness.RawClient.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.OlderTarget;
import dev.holdpoint.edge.postgres.harness.OpenDoor;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionEvent.SessionOpened;
import dev.holdpoint.events.SessionEvent.SessionRefused;
import io.vertx.core.buffer.Buffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked, accepted and refused before there is a session. */
class StartUpIT {
    private static final String INTERVAL = "client_connection_check_interval";

    private final Edge edge = Edge.fresh();

    @Test
    void without_tls_nothing_is_asked_for() throws Exception {
        try (var client = RawClient.plain(edge)) {
            client.startup("user", "oidc", "database", "payments");
            assertThat(sqlState(client.untilClosed())).isEqualTo("28000");
        }
        try (var client = RawClient.plain(edge)) {
            client.write(Buffer.buffer().appendInt(8).appendInt(80877104));
            assertThat(client.readByte()).isEqualTo('N');
        }
    }

    @Test
    void a_credential_that_cannot_be_looked_up_lets_nobody_in() {
        var known = Map.of("user", OpenDoor.UNREACHABLE, "password", OpenDoor.PASSWORD);
        assertThatThrownBy(() -> edge.connect(known)).isInstanceOf(SQLException.class);
        assertThat(edge.recorder.of(SessionOpened.class)).isEmpty();
    }

    @Test
    void bytes_between_ssl_request_and_tls_are_never_taken_for_decrypted() throws Exception {
        var log = edge.log();
        try (var client = RawClient.plain(edge)) {
            client.write(
                    Buffer.buffer()
                            .appendInt(8)
                            .appendInt(80877103)
                            .appendBuffer(query("SELECT 'smuggled'").bytes()));
            var answer = client.untilClosed();
            assertThat(kinds(answer)).isIn("E", "");
        }
        assertThat(log.shows("smuggled")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "on", "yes", "1", "ON", "database"})
    void a_replication_start_up_is_refused_by_name_without_a_grant(String value) throws Exception {
        try (var client = RawClient.encrypted(edge)) {
            var said = client.logIn(0x0003_0000, "payments", "replication", value);
            assertThat(kinds(said)).isEqualTo("E");
            assertThat(text(said.getFirst())).contains("FATAL").contains("replication");
        }
        Awaitility.await()
                .untilAsserted(
                        () ->
                                assertThat(edge.recorder.of(SessionRefused.class))
                                        .extracting(SessionRefused::code)
                                        .containsExactly(RefusalCode.NO_GRANT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "off", "no", "0"})
    void a_start_up_that_declines_replication_is_an_ordinary_one(String value) throws Exception {
        try (var client = RawClient.encrypted(edge)) {
            client.logIn(0x0003_0000, "payments", "replication", value);
            assertThat(kinds(client.run("IDENTIFY_SYSTEM"))).isEqualTo("EZ");
        }
    }

    @Test
    void what_changes_the_meaning_of_statements_is_refused_by_name() throws Exception {
        for (var parameter : List.of("Replication", "search_path", "role")) {
            try (var client = RawClient.encrypted(edge)) {
                client.startup("user", "oidc", "database", "payments", parameter, "database");
                var said = client.untilClosed();
                assertThat(kinds(said)).isEqualTo("E");
                assertThat(text(said.getFirst())).contains("FATAL").contains(parameter);
            }
        }
    }

    @Test
    void settings_that_change_no_meaning_reach_the_target_and_so_does_the_edges_own()
            throws Exception {
        try (var client = RawClient.encrypted(edge)) {
            client.logIn(
                    0x0003_0000,
                    "payments",
                    "options",
                    "-c statement_timeout=7s",
                    "application_name",
                    "tool");
            assertThat(shown(client, "statement_timeout")).isEqualTo("7s");
            assertThat(shown(client, "application_name")).isEqualTo("tool");
            assertThat(shown(client, INTERVAL)).isEqualTo("1s");
        }
    }

    @Test
    void a_target_goes_on_looking_after_the_edge_whatever_a_client_resets() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            for (var reset : List.of("DISCARD ALL", "RESET ALL")) {
                assertThat(kinds(client.run(reset))).doesNotContain("E");
                assertThat(shown(client, INTERVAL)).isEqualTo("1s");
            }
            for (var change : List.of("SET " + INTERVAL + " = 0", "RESET " + INTERVAL)) {
                assertThat(sqlState(client.run(change))).isEqualTo("42501");
            }
            assertThat(shown(client, INTERVAL)).isEqualTo("1s");
        }
    }

    @Test
    void a_target_that_takes_no_such_setting_at_start_up_is_asked_later() throws Exception {
        try (var target = new OlderTarget(edge);
                var client = RawClient.loggedIn(edge, edge.door.relayAt(target.port()))) {
            assertThat(shown(client, INTERVAL)).isEqualTo("1s");
            assertThat(target.refused()).isPositive();
        }
    }

    @Test
    void encryption_by_gss_is_declined_and_tls_may_follow() throws Exception {
        try (var client = RawClient.plain(edge)) {
            client.write(Buffer.buffer().appendInt(8).appendInt(80877104));
            assertThat(client.readByte()).isEqualTo('N');
            client.write(Buffer.buffer().appendInt(8).appendInt(80877103));
            assertThat(client.readByte()).isEqualTo('S');
        }
    }

    @Test
    void bytes_behind_a_request_for_gss_are_refused() throws Exception {
        try (var client = RawClient.plain(edge)) {
            client.write(
                    Buffer.buffer()
                            .appendInt(8)
                            .appendInt(80877104)
                            .appendBuffer(query("SELECT 1").bytes()));
            assertThat(sqlState(client.untilClosed())).isEqualTo("08P01");
        }
    }

    private static String shown(RawClient client, String setting) throws Exception {
        return firstValue(client.run("SELECT current_setting('" + setting + "')").get(1));
    }

    /** NegotiateProtocolVersion: the minor version spoken, and the options that are not known. */
    @ParameterizedTest
    @CsvSource({
        "0x00030003, 2, _pq_.other _pq_.shiny",
        "0x0003ffff, 2, _pq_.other _pq_.shiny",
        "0x00030003, 2, ''",
        "0x00030002, 2, _pq_.shiny",
        "0x00030000, 0, _pq_.other _pq_.shiny"
    })
    void newer_minor_versions_and_unknown_options_are_negotiated_down(
            int asked, int minor, String unknown) throws Exception {
        var options = unknown.isEmpty() ? List.<String>of() : List.of(unknown.split(" "));
        var parameters = new ArrayList<>(List.of("user", "oidc", "database", "payments"));
        options.forEach(name -> parameters.addAll(List.of(name, "1")));
        try (var client = RawClient.encrypted(edge)) {
            client.startup(asked, parameters.toArray(String[]::new));
            var negotiated = client.receive();
            assertThat(negotiated.kind()).isEqualTo('v');
            var body = negotiated.body();
            assertThat(body.readInt()).isEqualTo(0x0003_0000 + minor);
            assertThat(body.readInt()).isEqualTo(options.size());
            for (var name : options) {
                assertThat(body.readString()).isEqualTo(name);
            }
            assertThat(body.remaining()).isZero();
            assertThat(client.receive().kind()).isEqualTo('R');
            client.send(PgWriter.frame('p').putString(OpenDoor.TOKEN).done());
            assertThat(kinds(client.untilReady())).startsWith("R").endsWith("KZ");
            assertThat(kinds(client.run("SELECT 1"))).isEqualTo("TDCZ");
        }
    }

    /** What a client of 3.0 sends is not answered by a message it need not know. */
    @Test
    void where_nothing_is_to_be_negotiated_nothing_is() throws Exception {
        for (int asked : List.of(0x0003_0000, 0x0003_0002)) {
            try (var client = RawClient.encrypted(edge)) {
                client.startup(asked, "user", "oidc", "database", "payments");
                assertThat(client.receive().kind()).isEqualTo('R');
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 0x7fffffff, 0xffffffff})
    void a_bad_length_ends_the_session_before_and_after_log_in(int length) throws Exception {
        var bytes = Buffer.buffer().appendByte((byte) 'Q').appendInt(length);
        try (var client = RawClient.loggedIn(edge)) {
            client.write(bytes);
            assertThat(sqlState(client.untilClosed())).isEqualTo("08P01");
        }
        try (var client = RawClient.encrypted(edge)) {
            client.startup("user", "oidc", "database", "payments");
            client.receive();
            client.write(bytes);
            assertThat(sqlState(client.untilClosed())).isEqualTo("08P01");
        }
    }
}

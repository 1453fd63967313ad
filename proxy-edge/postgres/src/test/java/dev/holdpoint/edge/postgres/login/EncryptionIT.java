package dev.holdpoint.edge.postgres.login;

import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.OpenDoor;
import dev.holdpoint.edge.postgres.harness.RawClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** TLS in both its forms, SCRAM bound to it, and what protocol 3.2 adds. */
class EncryptionIT {
    private final Edge edge = Edge.fresh();

    @Test
    void tls_at_once_is_spoken_with_clients_that_name_the_protocol() throws Exception {
        try (var client = RawClient.direct(edge, "postgresql")) {
            assertThat(kinds(client.logIn("payments"))).endsWith("KZ");
            client.send(query("SELECT 1"));
            assertThat(kinds(client.untilReady())).isEqualTo("TDCZ");
        }
    }

    @Test
    void tls_at_once_without_the_protocols_name_is_refused() throws Exception {
        try (var client = RawClient.direct(edge)) {
            assertThat(client.untilClosed()).isEmpty();
        }
    }

    @Test
    void another_protocols_name_is_refused_in_the_handshake() {
        assertThatThrownBy(() -> RawClient.direct(edge, "http/1.1"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void scram_is_bound_to_the_certificate_where_the_client_demands_it() throws Exception {
        var said = psql("channel_binding=require", OpenDoor.PASSWORD);
        assertThat(said).contains("bound");
    }

    @Test
    void a_wrong_password_is_refused_by_the_bound_mechanism_too() throws Exception {
        var said = psql("channel_binding=require", "wrong");
        assertThat(said).contains("could not authenticate").doesNotContain("bound");
    }

    @Test
    void protocol_3_2_has_cancel_keys_of_256_bits() throws Exception {
        try (var client = RawClient.encrypted(edge)) {
            assertThat(kinds(client.logIn(0x0003_0002, "payments"))).doesNotContain("v");
            assertThat(client.secretBytes()).isEqualTo(32);
            client.send(query("SELECT pg_sleep(30)"));
            Awaitility.await().until(() -> edge.sleeping() > 0);
            client.cancel(edge);
            assertThat(sqlState(client.untilReady())).isEqualTo("57014");
        }
    }

    @Test
    void protocol_3_0_has_cancel_keys_of_32_bits() throws Exception {
        try (var client = RawClient.loggedIn(edge)) {
            assertThat(client.secretBytes()).isEqualTo(4);
        }
    }

    private String psql(String option, String password) throws Exception {
        var url =
                "host=localhost port=%d dbname=payments user=%s sslmode=require %s"
                        .formatted(edge.port(), OpenDoor.USER, option);
        var builder =
                new ProcessBuilder("psql", "-X", url, "-c", "SELECT 'bound'")
                        .redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", password);
        var process = builder.start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}

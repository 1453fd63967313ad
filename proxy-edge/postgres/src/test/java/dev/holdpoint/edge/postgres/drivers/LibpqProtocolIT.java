package dev.holdpoint.edge.postgres.drivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.OpenDoor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The protocol versions libpq offers and insists on, and cancelling by the key of each. */
@Tag("PG-16")
class LibpqProtocolIT {
    private final Edge edge = Edge.fresh();

    @ParameterizedTest
    @CsvSource({
        "'', 30000",
        "max_protocol_version=3.0, 30000",
        "max_protocol_version=3.2, 30002",
        "max_protocol_version=latest, 30002",
        "min_protocol_version=3.2 max_protocol_version=latest, 30002",
    })
    void a_command_runs_and_is_cancelled_in_the_version_agreed_on(String option, int version) {
        try (var libpq = connect(option)) {
            assertThat(libpq.protocol()).isEqualTo(version);
            libpq.send("SELECT pg_sleep(30)");
            Awaitility.await().until(() -> edge.sleeping() > 0);
            libpq.cancel();
            assertThat(libpq.only().sqlState()).isEqualTo("57014");
            libpq.send("SELECT card_number FROM customers WHERE id = 1");
            assertThat(libpq.only().value()).isEqualTo("************1111");
        }
    }

    @Test
    void who_would_take_less_than_3_2_from_nobody_gets_it_over_tls_only() {
        assertThatThrownBy(
                        () ->
                                new Libpq(
                                        edge.target.installation().resolve("lib"),
                                        conninfo("min_protocol_version=3.2", "disable")))
                .hasMessageContaining("TLS");
    }

    private Libpq connect(String option) {
        return new Libpq(edge.target.installation().resolve("lib"), conninfo(option, "require"));
    }

    private String conninfo(String option, String sslmode) {
        return "host=localhost port=%d user=oidc password=%s dbname=payments sslmode=%s %s"
                .formatted(edge.port(), OpenDoor.TOKEN, sslmode, option);
    }
}

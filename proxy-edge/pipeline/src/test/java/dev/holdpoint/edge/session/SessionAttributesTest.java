package dev.holdpoint.edge.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.TargetName;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionAttributesTest {
    @ParameterizedTest
    @CsvSource({"10.1.2.3, 10.1.2.3", "::1, 0:0:0:0:0:0:0:1", "fd00::1, fd00:0:0:0:0:0:0:1"})
    void policy_sees_the_clients_address_without_its_port(String bound, String host) {
        var peer = SocketAddress.inetSocketAddress(new InetSocketAddress(bound, 50000));

        assertThat(from(String.valueOf(peer)).clientHost()).isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3", "localhost"})
    void an_address_without_a_port_stays(String address) {
        assertThat(from(address).clientHost()).isEqualTo(address);
    }

    private static SessionAttributes from(String clientAddress) {
        var alice =
                new Principal(
                        new PrincipalId("http://issuer", "alice"),
                        "alice",
                        PrincipalKind.HUMAN,
                        List.of(),
                        null);
        return new SessionAttributes(
                new SessionId("s-1"),
                alice,
                new TargetName("payments"),
                "postgres",
                clientAddress,
                null,
                null);
    }
}

package dev.holdpoint.edge.postgres.login.scram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.edge.identity.Authenticated;
import dev.holdpoint.edge.identity.ScramVerifier;
import dev.holdpoint.edge.postgres.harness.Certificate;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScramTest {
    /** RFC 7677 section 3. */
    private static final String SALT = "W22ZaJ0SNY7soEsUEjb6gQ==";

    private static final String CLIENT_NONCE = "rOprNGfwEbeRWgbNEkqO";
    private static final String SERVER_NONCE = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private static final String NONCE = CLIENT_NONCE + SERVER_NONCE;
    private static final String CLIENT_FIRST = "n,,n=user,r=" + CLIENT_NONCE;
    private static final String PROOF = "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
    private static final String CLIENT_FINAL = "c=biws,r=" + NONCE + ",p=" + PROOF;

    @TempDir private static Path scratch;

    private final ScramServer server =
            new ScramServer(verifier("pencil"), CLIENT_FIRST, SERVER_NONCE);

    @Test
    void the_server_side_answers_as_rfc_7677_shows() {
        assertThat(server.serverFirst()).isEqualTo("r=" + NONCE + ",s=" + SALT + ",i=4096");
        assertThat(server.serverFinal(CLIENT_FINAL))
                .contains("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }

    @Test
    void a_proof_for_another_password_nonce_or_binding_is_not_good() {
        assertThat(
                        new ScramServer(verifier("pencil2"), CLIENT_FIRST, SERVER_NONCE)
                                .serverFinal(CLIENT_FINAL))
                .isEmpty();
        assertThat(server.serverFinal(CLIENT_FINAL.replace("hNlF$k0", "hNlF$k1"))).isEmpty();
        assertThat(server.serverFinal(CLIENT_FINAL.replace("c=biws", "c=eSws"))).isEmpty();
        assertThat(server.serverFinal("c=biws,r=" + NONCE + ",p=AAAA")).isEmpty();
    }

    @Test
    void messages_out_of_form_are_refused() {
        for (var first :
                List.of(
                        "",
                        "n",
                        "n,,",
                        "p=tls-server-end-point,,n=u,r=x",
                        "n,,n=u",
                        "x,,n=u,r=y")) {
            assertThatThrownBy(() -> new ScramServer(verifier("pencil"), first, SERVER_NONCE))
                    .as(first)
                    .isInstanceOf(MalformedFrame.class);
        }
        for (var last : List.of("", "c=biws", "c=biws,r=" + NONCE, ",p=x")) {
            assertThatThrownBy(() -> server.serverFinal(last))
                    .as(last)
                    .isInstanceOf(MalformedFrame.class);
        }
    }

    @Test
    void client_and_server_side_convince_each_other() {
        var client = new ScramClient("pencil", CLIENT_NONCE, new ChannelBinding.None());
        var other = new ScramServer(verifier("pencil"), client.clientFirst(), SERVER_NONCE);

        var last = client.clientFinal(other.serverFirst());
        var answer = other.serverFinal(last).orElseThrow();

        assertThat(client.isServer(answer)).isTrue();
        assertThat(client.isServer("v=" + PROOF)).isFalse();
    }

    @Test
    void both_sides_are_bound_to_the_servers_certificate() throws Exception {
        var own = endPoint("own");
        var binding = new ChannelBinding.Bound(own);
        assertThat(bound(binding, own)).isPresent();
        assertThat(bound(binding, endPoint("another"))).isEmpty();
    }

    @Test
    void a_client_that_was_told_of_no_binding_is_turned_away_where_there_is_one() throws Exception {
        var offered = Optional.<EndPoint>empty();
        assertThatThrownBy(
                        () -> new ScramServer(verifier("pencil"), "y,,n=u,r=x", "s", offered, true))
                .isInstanceOf(MalformedFrame.class);
        var endPoint = Optional.of(endPoint("one"));
        for (var first : List.of("n,,n=u,r=x", "y,,n=u,r=x", "p=tls-unique,,n=u,r=x")) {
            assertThatThrownBy(
                            () -> new ScramServer(verifier("pencil"), first, "s", endPoint, true))
                    .as(first)
                    .isInstanceOf(MalformedFrame.class);
        }
    }

    private static Optional<String> bound(ChannelBinding binding, EndPoint server) {
        var client = new ScramClient("pencil", CLIENT_NONCE, binding);
        var other =
                new ScramServer(
                        verifier("pencil"),
                        client.clientFirst(),
                        SERVER_NONCE,
                        Optional.of(server),
                        true);
        return other.serverFinal(client.clientFinal(other.serverFirst()));
    }

    private static EndPoint endPoint(String name) throws Exception {
        var directory = Files.createDirectories(scratch.resolve(name));
        try (var pem = Files.newInputStream(Certificate.in(directory).chain())) {
            var certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(pem);
            return EndPoint.of(certificate).orElseThrow();
        }
    }

    @Test
    void a_rogue_target_can_neither_burn_the_edge_nor_replay() {
        var client = new ScramClient("pencil", CLIENT_NONCE, new ChannelBinding.None());
        for (var first :
                List.of(
                        "r=" + NONCE + ",s=" + SALT + ",i=100001",
                        "r=" + NONCE + ",s=" + SALT + ",i=0",
                        "r=" + NONCE + ",s=" + SALT + ",i=-1",
                        "r=" + NONCE + ",s=" + SALT + ",i=99999999999",
                        "r=" + NONCE + ",s=!,i=4096",
                        "r=" + CLIENT_NONCE + ",s=" + SALT + ",i=4096",
                        "r=else" + SERVER_NONCE + ",s=" + SALT + ",i=4096",
                        "e=other-error")) {
            assertThatThrownBy(() -> client.clientFinal(first))
                    .as(first)
                    .isInstanceOf(MalformedFrame.class);
        }
    }

    private static ScramVerifier verifier(String password) {
        var salted = ScramKeys.salted(password, Base64.getDecoder().decode(SALT), 4096);
        var storedKey = ScramKeys.hash(ScramKeys.hmac(salted, "Client Key"));
        var serverKey = ScramKeys.hmac(salted, "Server Key");
        var alice =
                new Principal(
                        new PrincipalId("http://issuer", "alice"),
                        "alice",
                        PrincipalKind.HUMAN,
                        List.of(),
                        null);
        return new ScramVerifier(
                SALT,
                4096,
                Base64.getEncoder().encodeToString(storedKey),
                Base64.getEncoder().encodeToString(serverKey),
                new Authenticated(alice, Instant.MAX));
    }
}

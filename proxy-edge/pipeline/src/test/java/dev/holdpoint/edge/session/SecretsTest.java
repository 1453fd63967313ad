package dev.holdpoint.edge.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.identity.Authenticated;
import dev.holdpoint.edge.identity.ScramVerifier;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What ends in a log by accident must not be a secret. */
class SecretsTest {
    @Test
    void a_credential_shows_its_user_only() {
        assertThat(new Credential("payments_app", "hunter2"))
                .hasToString("Credential[payments_app]");
    }

    @Test
    void a_verifier_shows_whose_it_is_only() {
        var alice = new PrincipalId("http://issuer", "alice");
        var principal = new Principal(alice, "alice", PrincipalKind.HUMAN, List.of(), null);
        var verifier =
                new ScramVerifier(
                        "salt",
                        4096,
                        "stored",
                        "server",
                        new Authenticated(principal, Instant.MAX));

        assertThat(verifier).hasToString("ScramVerifier[http://issuer#alice]");
    }
}

package dev.holdpoint.edge.postgres.login.scram;

import dev.holdpoint.edge.identity.Authenticated;
import dev.holdpoint.edge.identity.ScramVerifier;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A SCRAM verifier that no password fits, in the shape of a real one. */
public final class Decoy {
    private static final int ITERATIONS = 4096;
    private static final byte[] SECRET = new SecureRandom().generateSeed(32);
    private static final Authenticated NOBODY =
            new Authenticated(
                    new Principal(
                            new PrincipalId("none", "nobody"),
                            "nobody",
                            PrincipalKind.SERVICE,
                            List.of(),
                            null),
                    Instant.EPOCH);

    private Decoy() {}

    /** The same salt every time, as a real user would have. */
    public static ScramVerifier verifier(String user) {
        var seed = ScramKeys.hmac(SECRET, user);
        var key = Base64.getEncoder().encodeToString(ScramKeys.hash(seed));
        var salt = Base64.getEncoder().encodeToString(Arrays.copyOf(seed, 16));
        return new ScramVerifier(salt, ITERATIONS, key, key, NOBODY);
    }
}

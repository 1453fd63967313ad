package dev.holdpoint.edge.postgres.login.scram;

import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import java.security.MessageDigest;
import java.util.Base64;

/** The client side of one SCRAM-SHA-256 exchange, towards a target. */
public final class ScramClient {
    private static final int MAX_ITERATIONS = 100_000;

    private final String password;
    private final ChannelBinding binding;
    private final String clientFirstBare;
    private final String clientNonce;
    private String authMessage = "";
    private byte[] saltedPassword = {};

    /**
     * @param clientNonce fresh and unguessable, printable without commas
     */
    public ScramClient(String password, String clientNonce, ChannelBinding binding) {
        this.password = password;
        this.binding = binding;
        this.clientNonce = clientNonce;
        this.clientFirstBare = "n=,r=" + clientNonce;
    }

    /** The client's first message. */
    public String clientFirst() {
        return binding.header() + clientFirstBare;
    }

    /**
     * The client's last message, with its proof. Costs PBKDF2: call it off the event loop.
     *
     * @throws MalformedFrame if the target's nonce or iteration count cannot be accepted
     */
    public String clientFinal(String serverFirst) {
        var nonce = ScramServer.attribute(serverFirst, 'r');
        int iterations = iterations(ScramServer.attribute(serverFirst, 'i'));
        if (!nonce.startsWith(clientNonce) || nonce.length() == clientNonce.length()) {
            throw new MalformedFrame("SCRAM: the target's nonce does not continue ours");
        }
        var salt = ScramServer.decode(ScramServer.attribute(serverFirst, 's'));
        if (salt.length == 0) {
            throw new MalformedFrame("SCRAM: the target's salt is empty");
        }
        saltedPassword = ScramKeys.salted(password, salt, iterations);
        var withoutProof = "c=" + binding.attribute() + ",r=" + nonce;
        authMessage = clientFirstBare + "," + serverFirst + "," + withoutProof;
        var clientKey = ScramKeys.hmac(saltedPassword, "Client Key");
        var signature = ScramKeys.hmac(ScramKeys.hash(clientKey), authMessage);
        var proof = Base64.getEncoder().encodeToString(ScramKeys.xor(clientKey, signature));
        return withoutProof + ",p=" + proof;
    }

    private static int iterations(String text) {
        try {
            int iterations = Integer.parseInt(text);
            if (iterations >= 1 && iterations <= MAX_ITERATIONS) {
                return iterations;
            }
        } catch (NumberFormatException e) {
            throw new MalformedFrame("SCRAM: the iteration count is no number");
        }
        throw new MalformedFrame("SCRAM: at most " + MAX_ITERATIONS + " iterations are accepted");
    }

    /** Whether the target has proven that it knows the password, too. */
    public boolean isServer(String serverFinal) {
        var expected = ScramKeys.hmac(ScramKeys.hmac(saltedPassword, "Server Key"), authMessage);
        var given = ScramServer.decode(ScramServer.attribute(serverFinal, 'v'));
        return MessageDigest.isEqual(expected, given);
    }
}

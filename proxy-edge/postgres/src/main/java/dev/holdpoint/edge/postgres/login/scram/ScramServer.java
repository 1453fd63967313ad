package dev.holdpoint.edge.postgres.login.scram;

import dev.holdpoint.edge.identity.ScramVerifier;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/**
 * The server side of one SCRAM-SHA-256 exchange (RFC 5802, RFC 7677), bound to the channel or not.
 *
 * <pre>
 *   client-first  -> server-first  -> client-final -> server-final | nothing
 * </pre>
 */
public final class ScramServer {
    /** The mechanism without channel binding. */
    public static final String MECHANISM = "SCRAM-SHA-256";

    /** The mechanism with it. */
    public static final String BOUND_MECHANISM = "SCRAM-SHA-256-PLUS";

    private final ScramVerifier verifier;
    private final Optional<EndPoint> bound;
    private final String clientFirstBare;
    private final String gs2Header;
    private final String nonce;

    /**
     * @param clientFirst the client's first message
     * @param serverNonce fresh and unguessable, printable without commas
     * @param bound what the chosen mechanism binds to, if it does
     * @param offered whether a mechanism that binds was offered
     * @throws MalformedFrame if it is none, or binds otherwise than agreed
     */
    public ScramServer(
            ScramVerifier verifier,
            String clientFirst,
            String serverNonce,
            Optional<EndPoint> bound,
            boolean offered) {
        this.verifier = verifier;
        this.bound = bound;
        var parts = clientFirst.split(",", 3);
        if (parts.length != 3 || !agrees(parts[0], bound.isPresent(), offered)) {
            throw new MalformedFrame("SCRAM: channel binding is not used as it was agreed");
        }
        this.gs2Header = parts[0] + "," + parts[1] + ",";
        this.clientFirstBare = parts[2];
        this.nonce = attribute(clientFirstBare, 'r') + serverNonce;
    }

    /** As above where no binding was offered. */
    ScramServer(ScramVerifier verifier, String clientFirst, String serverNonce) {
        this(verifier, clientFirst, serverNonce, Optional.empty(), false);
    }

    /** A client that says it was offered no binding, though it was, has been lied to. */
    private static boolean agrees(String flag, boolean binds, boolean offered) {
        return binds
                ? flag.equals("p=" + EndPoint.TYPE)
                : flag.equals("n") || flag.equals("y") && !offered;
    }

    /** The server's first message. */
    public String serverFirst() {
        return "r=%s,s=%s,i=%d".formatted(nonce, verifier.salt(), verifier.iterations());
    }

    /** The server's last message, or empty if the proof is not good. */
    public Optional<String> serverFinal(String clientFinal) {
        int proofAt = clientFinal.lastIndexOf(",p=");
        if (proofAt < 0) {
            throw new MalformedFrame("SCRAM: the client's last message has no proof");
        }
        var withoutProof = clientFinal.substring(0, proofAt);
        var binding = ChannelBinding.attribute(gs2Header, bound);
        if (!attribute(withoutProof, 'c').equals(binding)
                || !attribute(withoutProof, 'r').equals(nonce)) {
            return Optional.empty();
        }
        var authMessage = clientFirstBare + "," + serverFirst() + "," + withoutProof;
        return proves(clientFinal.substring(proofAt + 3), authMessage)
                ? Optional.of("v=" + signature(authMessage))
                : Optional.empty();
    }

    private boolean proves(String proof, String authMessage) {
        var storedKey = decode(verifier.storedKey());
        var given = decode(proof);
        if (given.length != storedKey.length) {
            return false;
        }
        var clientKey = ScramKeys.xor(given, ScramKeys.hmac(storedKey, authMessage));
        return MessageDigest.isEqual(ScramKeys.hash(clientKey), storedKey);
    }

    private String signature(String authMessage) {
        var signature = ScramKeys.hmac(decode(verifier.serverKey()), authMessage);
        return Base64.getEncoder().encodeToString(signature);
    }

    static String attribute(String message, char name) {
        for (var part : message.split(",", -1)) {
            if (part.length() > 2 && part.charAt(0) == name && part.charAt(1) == '=') {
                return part.substring(2);
            }
        }
        throw new MalformedFrame("SCRAM: attribute " + name + " is missing");
    }

    static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new MalformedFrame("SCRAM: not base64");
        }
    }
}

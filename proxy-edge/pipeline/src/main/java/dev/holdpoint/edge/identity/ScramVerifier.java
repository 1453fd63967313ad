package dev.holdpoint.edge.identity;

/**
 * What the server side of SCRAM-SHA-256 (RFC 5802, RFC 7677) keeps of a password.
 *
 * @param salt base64
 * @param storedKey base64
 * @param serverKey base64
 * @param identity who a client with this password is
 */
public record ScramVerifier(
        String salt, int iterations, String storedKey, String serverKey, Authenticated identity) {
    @Override
    public String toString() {
        return "ScramVerifier[" + identity.principal().id() + "]";
    }
}

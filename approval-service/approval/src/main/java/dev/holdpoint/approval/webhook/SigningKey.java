package dev.holdpoint.approval.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdpoint.policy.contract.secret.LocalSecrets;
import dev.holdpoint.policy.contract.secret.SecretMissing;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A symmetric key of Standard Webhooks 1.0.0; shows itself to nobody. */
final class SigningKey {
    private static final String PREFIX = "whsec_";
    private static final int LEAST_BYTES = 24;
    private static final int MOST_BYTES = 64;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    private SigningKey(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /**
     * Opens a reference, {@code file:} or {@code env:}. Blocks.
     *
     * @throws SecretMissing if there is none, or it is none of the form; never says what was found
     */
    static SigningKey open(String reference) {
        try {
            return parse(LocalSecrets.open(reference));
        } catch (IllegalArgumentException e) {
            throw new SecretMissing(reference + " " + e.getMessage());
        }
    }

    /**
     * Reads {@code whsec_} and base64.
     *
     * @throws IllegalArgumentException if it is not that
     */
    static SigningKey parse(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("is empty: " + right());
        }
        byte[] bytes = decoded(text);
        if (bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException("is too short or too long: " + right());
        }
        return new SigningKey(bytes);
    }

    private static byte[] decoded(String text) {
        try {
            if (text.startsWith(PREFIX)) {
                return Base64.getDecoder().decode(text.substring(PREFIX.length()));
            }
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("is not base64 after whsec_: " + right());
        }
        throw new IllegalArgumentException("does not begin with whsec_: " + right());
    }

    private static String right() {
        return "write whsec_ and the base64 of %d to %d random bytes"
                .formatted(LEAST_BYTES, MOST_BYTES);
    }

    /** {@code v1,} and the signature of {@code id.timestamp.body}. */
    String sign(String id, long timestamp, String body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            var signed = "%s.%d.%s".formatted(id, timestamp, body).getBytes(UTF_8);
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no " + ALGORITHM, e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SigningKey same && key.equals(same.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }
}

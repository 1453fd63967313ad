package dev.holdpoint.edge.app.credentials;

import dev.holdpoint.events.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** A random password, known only while it is handed over, and what may be kept of it. */
final class Password {
    private static final int BYTES = 24;
    private static final int SALT_BYTES = 16;
    private static final int ITERATIONS = 4096;
    private static final int KEY_BITS = 256;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;

    private Password(String text) {
        this.text = text;
    }

    static Password random() {
        return new Password(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(BYTES)));
    }

    /**
     * SCRAM-SHA-256 keys (RFC 5802 section 3), base64.
     *
     * @param iterations of PBKDF2
     */
    record Keys(String salt, int iterations, String stored, String server) {}

    String reveal() {
        return text;
    }

    /** Derives fresh keys. Takes milliseconds of CPU. */
    Keys keys() {
        try {
            var salt = bytes(SALT_BYTES);
            var spec = new PBEKeySpec(text.toCharArray(), salt, ITERATIONS, KEY_BITS);
            var salted =
                    SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                            .generateSecret(spec)
                            .getEncoded();
            var client = hmac(salted, "Client Key");
            var stored = Sha256.start().digest(client);
            return new Keys(
                    base64(salt), ITERATIONS, base64(stored), base64(hmac(salted, "Server Key")));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256 and PBKDF2", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(int count) {
        var bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return "Password[hidden]";
    }
}

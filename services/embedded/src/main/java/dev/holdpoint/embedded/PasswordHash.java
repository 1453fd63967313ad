package dev.holdpoint.embedded;

import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A salted PBKDF2-HMAC-SHA256 hash of a password or client secret. */
record PasswordHash(int iterations, String salt, String hash) {
    private static final int BITS = 256;

    static PasswordHash of(JsonObject json) {
        return new PasswordHash(
                json.getInteger("iterations"), json.getString("salt"), json.getString("hash"));
    }

    /** Matches nothing; costs what a real comparison costs. */
    static PasswordHash matchingNothing() {
        return new PasswordHash(100_000, "AAAAAAAAAAAAAAAAAAAAAA==", "");
    }

    boolean matches(String password) {
        var spec = new PBEKeySpec(password.toCharArray(), bytes(salt), iterations, BITS);
        try {
            var factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
            return MessageDigest.isEqual(factory.generateSecret(spec).getEncoded(), bytes(hash));
        } catch (GeneralSecurityException e) {
            throw new EmbeddedFailure("this JDK has no PBKDF2WithHmacSHA256", e);
        } finally {
            spec.clearPassword();
        }
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}

package dev.holdpoint.embedded;

import java.security.SecureRandom;
import java.util.Base64;

/** Random passwords: 256 bits, URL-safe text. */
public final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    public static String random() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

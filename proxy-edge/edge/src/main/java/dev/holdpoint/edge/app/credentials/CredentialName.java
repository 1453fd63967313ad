package dev.holdpoint.edge.app.credentials;

import dev.holdpoint.events.Principal;
import java.security.SecureRandom;
import java.util.Locale;

/** The user name of an issued credential: {@code <name>~<id>}, readable and not guessable. */
record CredentialName(String value) {
    private static final int READABLE = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static CredentialName forPrincipal(Principal principal) {
        var name = principal.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
        var readable = name.substring(0, Math.min(READABLE, name.length()));
        return new CredentialName(readable + "~" + "%016x".formatted(RANDOM.nextLong()));
    }
}

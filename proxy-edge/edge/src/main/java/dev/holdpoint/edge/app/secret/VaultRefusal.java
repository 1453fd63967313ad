package dev.holdpoint.edge.app.secret;

import dev.holdpoint.policy.contract.secret.SecretReference.InVault;
import io.quarkus.vault.client.VaultClientException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/** Why Vault gave no secret, in words of ours. */
enum VaultRefusal {
    LOGIN("does not let the edge in (400): look at quarkus.vault.authentication"),
    DENIED("does not let the edge read %s (403): look at its token and what that may read"),
    ABSENT("has nothing at %s (404), or the version there is deleted"),
    SEALED("is sealed or not ready (503)"),
    LATE("did not answer within %2$d ms"),
    UNASKED("could not be asked for %s: look at quarkus.vault, and whether it can be reached");

    private final String text;

    VaultRefusal(String text) {
        this.text = text;
    }

    static VaultRefusal of(Throwable failure) {
        return switch (failure) {
            case CompletionException wrapped when wrapped.getCause() != null ->
                    of(wrapped.getCause());
            case VaultClientException answer -> answered(answer.getStatus());
            case TimeoutException _, HttpTimeoutException _ -> LATE;
            default -> UNASKED;
        };
    }

    private static VaultRefusal answered(int status) {
        return switch (status) {
            case 400 -> LOGIN;
            case 403 -> DENIED;
            case 404 -> ABSENT;
            case 503 -> SEALED;
            default -> UNASKED;
        };
    }

    String about(InVault place, Duration within) {
        return "Vault " + text.formatted(place.place(), within.toMillis());
    }
}

package dev.holdpoint.service;

import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a principal from the claims of a verified token. With an {@code act} claim (RFC 8693
 * section 4.1) the principal is the actor and the token's subject is the one it acts for; only the
 * actor's own groups count.
 */
public final class PrincipalClaims {
    private PrincipalClaims() {}

    /**
     * @throws IllegalArgumentException if a claim is missing or not of the form stated here
     */
    public static Principal of(Map<String, Object> claims) {
        var issuer = text(claims, "iss");
        var subject = new PrincipalId(issuer, text(claims, "sub"));
        return claims.get("act") == null
                ? principal(subject, claims, PrincipalKind.HUMAN, null)
                : actor(issuer, claims.get("act"), subject);
    }

    private static Principal actor(String issuer, @Nullable Object act, PrincipalId onBehalfOf) {
        if (!(act instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("claim act must be an object");
        }
        @SuppressWarnings("unchecked")
        var claims = (Map<String, Object>) map;
        requireSameIssuer(issuer, claims.get("iss"));
        var id = new PrincipalId(issuer, text(claims, "sub"));
        return principal(id, claims, PrincipalKind.AGENT, onBehalfOf);
    }

    /** RFC 8693 lets an actor be another issuer's subject; only the token's own vouches here. */
    private static void requireSameIssuer(String issuer, @Nullable Object actorIssuer) {
        if (actorIssuer != null && !actorIssuer.equals(issuer)) {
            throw new IllegalArgumentException("claim act must be of the token's own issuer");
        }
    }

    private static Principal principal(
            PrincipalId id,
            Map<String, Object> claims,
            PrincipalKind fallback,
            @Nullable PrincipalId onBehalfOf) {
        var name = claims.get("preferred_username");
        return new Principal(
                id,
                name instanceof String given && !given.isBlank() ? given : id.subject(),
                kind(claims.get("kind"), fallback),
                groups(claims.get("groups")),
                onBehalfOf);
    }

    private static PrincipalKind kind(@Nullable Object kind, PrincipalKind fallback) {
        return switch (kind) {
            case null -> fallback;
            case String name -> PrincipalKind.valueOf(name);
            default -> throw new IllegalArgumentException("claim kind must be a string");
        };
    }

    private static List<String> groups(@Nullable Object groups) {
        return switch (groups) {
            case null -> List.of();
            case List<?> list when list.stream().allMatch(String.class::isInstance) ->
                    list.stream().map(String.class::cast).toList();
            default -> throw new IllegalArgumentException("claim groups must be a list of strings");
        };
    }

    private static String text(Map<String, Object> claims, String name) {
        if (Objects.requireNonNullElse(claims.get(name), "") instanceof String text
                && !text.isBlank()) {
            return text;
        }
        throw new IllegalArgumentException("claim " + name + " must be a non-empty string");
    }
}

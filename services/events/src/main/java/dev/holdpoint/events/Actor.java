package dev.holdpoint.events;

import org.jspecify.annotations.Nullable;

/**
 * Who caused an event.
 *
 * @param subject the principal's subject, or a service's name
 * @param issuer the principal's issuer; null for Holdpoint's own services
 */
public record Actor(String subject, @Nullable String issuer) {
    public static Actor of(PrincipalId principal) {
        return new Actor(principal.subject(), principal.issuer());
    }

    /** One of Holdpoint's own services acting by itself, for example {@code approval-service}. */
    public static Actor service(String name) {
        return new Actor(name, null);
    }
}

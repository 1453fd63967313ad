package dev.holdpoint.service;

import dev.holdpoint.events.Principal;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.util.Collection;

/** Who is calling this REST resource. */
@RequestScoped
public class CurrentPrincipal {
    private final SecurityIdentity identity;

    public CurrentPrincipal(SecurityIdentity identity) {
        this.identity = identity;
    }

    /**
     * The caller.
     *
     * @throws Problem 401 if the request carries no usable token
     */
    public Principal get() {
        if (identity.getAttribute(PrincipalIdentity.ATTRIBUTE) instanceof Principal principal) {
            return principal;
        }
        throw new Problem(
                401, "unauthenticated", "Send a bearer token with audience holdpoint-api.");
    }

    /**
     * When the token that says so was issued.
     *
     * @throws Problem 401 if it does not tell
     */
    public Instant issuedAt() {
        if (identity.getAttribute(PrincipalIdentity.ISSUED_AT) instanceof Instant at) {
            return at;
        }
        throw new Problem(
                401, "unauthenticated", "Send a token that says when it was issued (claim iat).");
    }

    /** Whether the caller is in at least one of {@code groups}. */
    public boolean isInAny(Collection<String> groups) {
        return get().groups().stream().anyMatch(groups::contains);
    }

    /**
     * Refuses callers that are in none of {@code groups}.
     *
     * @throws Problem 403 naming the groups that would do
     */
    public void requireAny(Collection<String> groups) {
        if (!isInAny(groups)) {
            throw new Problem(
                    403,
                    "forbidden",
                    "This needs membership of one of " + String.join(", ", groups));
        }
    }
}

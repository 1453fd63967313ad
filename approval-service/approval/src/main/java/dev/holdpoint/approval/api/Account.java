package dev.holdpoint.approval.api;

import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.service.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Somebody as a caller names them.
 *
 * @param issuer the caller's own unless it says otherwise
 */
public record Account(@Nullable String issuer, @Nullable String subject) {
    /** Which account it is. */
    public PrincipalId id(Principal caller) {
        if (subject == null || !isName(subject) || issuer != null && !isName(issuer)) {
            throw new Problem(
                    422,
                    "bad-account",
                    "Name an account: {\"subject\": \"bea\"}, with its \"issuer\" if that is not"
                            + " yours.");
        }
        return new PrincipalId(issuer == null ? caller.id().issuer() : issuer, subject);
    }

    private static boolean isName(String text) {
        return !text.isBlank() && text.chars().noneMatch(Character::isISOControl);
    }
}

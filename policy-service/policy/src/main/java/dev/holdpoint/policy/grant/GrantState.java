package dev.holdpoint.policy.grant;

import dev.holdpoint.events.GrantEvent;
import dev.holdpoint.events.GrantEvent.GrantExpired;
import dev.holdpoint.events.GrantEvent.GrantIssued;
import dev.holdpoint.events.GrantEvent.GrantNarrowed;
import dev.holdpoint.events.GrantEvent.GrantReviewed;
import dev.holdpoint.events.GrantEvent.GrantRevoked;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantEvent.GrantSuspended;
import dev.holdpoint.events.GrantEvent.GrantWithheld;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a grant's stream says of it.
 *
 * <pre>
 * NEVER --issued--> LIVE --revoked, expired--> OVER --issued--> LIVE
 * </pre>
 *
 * @param version how many events it has
 * @param reason what the last of them says why; null if it says nothing
 */
public record GrantState(long version, Standing standing, @Nullable String reason) {
    static final GrantState NEVER = new GrantState(0, new Never(), null);

    /** Where it is in its life. */
    public sealed interface Standing {}

    /** It was never issued. */
    public record Never() implements Standing {}

    /**
     * It is in force, or will be again once it is reviewed.
     *
     * @param suspended whether it is recorded that its review date has passed
     */
    public record Live(GrantSpec spec, boolean suspended) implements Standing {}

    /**
     * It is in force no longer.
     *
     * @param lasting whether its document, unless it is changed, does not bring it back
     */
    public record Over(GrantSpec spec, boolean lasting) implements Standing {}

    /** What was granted last; empty if nothing ever was. */
    public Optional<GrantSpec> spec() {
        return switch (standing) {
            case Never _ -> Optional.empty();
            case Live(var spec, _) -> Optional.of(spec);
            case Over(var spec, _) -> Optional.of(spec);
        };
    }

    /** Its state in one word, as listings have it. */
    public String word() {
        return switch (standing) {
            case Never _ -> "unknown";
            case Live(_, boolean suspended) -> suspended ? "suspended" : "live";
            case Over(_, boolean lasting) -> lasting ? "revoked" : "ended";
        };
    }

    GrantState after(GrantEvent event) {
        return new GrantState(version + 1, next(event), reason(event));
    }

    private Standing next(GrantEvent event) {
        return switch (event) {
            case GrantIssued(_, var spec, _) -> new Live(spec, false);
            case GrantNarrowed(_, var spec, _) -> new Live(spec, isSuspended());
            case GrantReviewed(_, var reviewBy, _) ->
                    new Live(granted().reviewedUntil(reviewBy), false);
            case GrantSuspended _ -> new Live(granted(), true);
            case GrantRevoked(_, _, boolean lasting) -> new Over(granted(), lasting);
            case GrantExpired _ -> new Over(granted(), false);
            case GrantWithheld _ -> standing;
        };
    }

    private static @Nullable String reason(GrantEvent event) {
        return switch (event) {
            case GrantIssued(_, _, var why) -> why;
            case GrantNarrowed(_, _, var why) -> why;
            case GrantReviewed(_, _, var why) -> why;
            case GrantRevoked(_, var why, _) -> why;
            case GrantWithheld(_, var why) -> why;
            case GrantSuspended _, GrantExpired _ -> null;
        };
    }

    private boolean isSuspended() {
        return standing instanceof Live(_, boolean suspended) && suspended;
    }

    private GrantSpec granted() {
        return spec().orElseThrow(() -> new IllegalStateException("it was never issued"));
    }
}

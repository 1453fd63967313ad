package dev.holdpoint.edge.app.identity;

import dev.holdpoint.events.Principal;
import java.time.Instant;

/** Who a token proves, and until when. */
public record VerifiedToken(Principal principal, Instant expiresAt) {}

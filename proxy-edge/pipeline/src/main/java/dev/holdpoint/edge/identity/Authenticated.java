package dev.holdpoint.edge.identity;

import dev.holdpoint.events.Principal;
import java.time.Instant;

/** A proven identity and when the proof ends. */
public record Authenticated(Principal principal, Instant expiresAt) {}

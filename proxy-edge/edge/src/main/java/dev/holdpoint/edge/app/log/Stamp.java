package dev.holdpoint.edge.app.log;

import dev.holdpoint.events.IdSource;
import java.time.InstantSource;

/**
 * What this edge's envelopes have in common.
 *
 * @param source {@code proxy-edge/<edge id>}
 */
public record Stamp(IdSource ids, InstantSource clock, String source) {}

package dev.holdpoint.policy.simulate;

import dev.holdpoint.events.RevisionId;
import dev.holdpoint.policy.evaluate.Rulebook;
import java.time.Instant;
import java.util.Optional;

/** What decided in the past. */
public interface InForce {
    /**
     * The last rulebook of {@code revision} at or before that time; empty if there was none. Its
     * number tells it from all others.
     */
    Optional<Rulebook> at(Instant time, RevisionId revision);
}

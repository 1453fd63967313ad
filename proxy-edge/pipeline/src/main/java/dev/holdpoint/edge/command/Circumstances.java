package dev.holdpoint.edge.command;

import dev.holdpoint.events.SessionUse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a command besides what it does: policy's further inputs, and what approvers see.
 *
 * @param use of its session, this command counted
 * @param justification why, in the client's own words, or null
 * @param tags what the client says caused it, from sqlcommenter
 */
public record Circumstances(
        SessionUse use, @Nullable String justification, Map<String, String> tags) {
    /** Nothing is known. */
    public static final Circumstances NONE = new Circumstances(SessionUse.NONE, null, Map.of());

    public Circumstances {
        tags = Map.copyOf(tags);
    }
}

package dev.holdpoint.audit.recordings.postgres;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a recording, read.
 *
 * @param next where the next part begins; null if there is none
 * @param malformed why reading ended before the recording does; null if it did not
 */
public record ShownPart(
        List<ShownStatement> statements, @Nullable Mark next, @Nullable String malformed) {
    public ShownPart {
        statements = List.copyOf(statements);
    }
}

package dev.holdpoint.edge.command;

import dev.holdpoint.events.Decision;
import java.util.Optional;

/** A protocol's last word: obligations it could not keep for this command, if any. */
@FunctionalInterface
public interface Objection {
    /** Nothing speaks against it. */
    Objection NONE = _ -> Optional.empty();

    /** Why the command cannot run under {@code allow}, or empty. */
    Optional<String> to(Decision.Allow allow);

    /** This one or, if it has none, the other. */
    default Objection or(Objection other) {
        return allow -> to(allow).or(() -> other.to(allow));
    }
}

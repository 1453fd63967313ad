package dev.holdpoint.eventlog.projection;

import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventFamily;
import java.util.List;
import java.util.Set;

/**
 * A read model: a fold of the log into rows of one service's schema.
 *
 * <p>Events of one stream come in order, those of different streams in any order, so changes caused
 * by different streams must come out the same either way. The fold knows nothing but the event: no
 * clock, no random ids, no counters of its own.
 */
public interface Projection {
    /** For example {@code open-holds.v1}; a new shape is a new name, and is built from the log. */
    String name();

    Set<EventFamily> families();

    /** Names of the tables that are this projection's alone. */
    List<String> tables();

    /** Makes the tables; one statement each. */
    List<String> ddl();

    /** What {@code event} changes; nothing for events that do not matter here. */
    List<Change> apply(Envelope<?> event);
}

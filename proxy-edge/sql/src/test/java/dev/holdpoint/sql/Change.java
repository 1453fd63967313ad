package dev.holdpoint.sql;

import dev.holdpoint.events.Effect;
import java.util.EnumSet;
import java.util.Set;

/**
 * A part of the server's state in which a difference was seen, with the effects that explain it.
 */
enum Change {
    ROWS(Effect.WRITE, Effect.UNKNOWN),
    DROPPED_OR_MADE(Effect.DDL, Effect.UNKNOWN),
    ACCESS(Effect.PRIVILEGE, Effect.DDL, Effect.UNKNOWN),
    ROLES(Effect.PRIVILEGE, Effect.UNKNOWN),
    IDENTITY(Effect.PRIVILEGE, Effect.UNKNOWN),
    LEXING(Effect.UNKNOWN),
    SETTINGS(Effect.SESSION, Effect.PRIVILEGE, Effect.UNKNOWN);

    private final Set<Effect> explanations = EnumSet.noneOf(Effect.class);

    Change(Effect... explanations) {
        this.explanations.addAll(Set.of(explanations));
    }

    boolean isAmong(Set<Effect> told) {
        return told.stream().anyMatch(explanations::contains)
                || this == ROWS && told.contains(Effect.DDL);
    }
}

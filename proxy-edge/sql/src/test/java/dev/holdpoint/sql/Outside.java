package dev.holdpoint.sql;

import dev.holdpoint.events.Effect;
import java.util.EnumSet;
import java.util.Set;

/** What a statement was seen to do beyond its database's rows, with the effects that explain it. */
enum Outside {
    FILE_READ(Effect.FILE, Effect.PROGRAM),
    FILE_WRITTEN(Effect.FILE, Effect.PROGRAM),
    PROCESS_STARTED(Effect.PROGRAM),
    LIBRARY_LOADED(Effect.PROGRAM, Effect.ADMIN),
    CONNECTED(Effect.NETWORK),
    SERVER_SETTING(Effect.ADMIN),
    RELOADED(Effect.ADMIN),
    CHECKPOINTED(Effect.ADMIN),
    STATISTICS_RESET(Effect.ADMIN),
    TENDED(Effect.ADMIN),
    SESSION_STOPPED(Effect.ADMIN),
    OF_THE_SERVER(Effect.ADMIN),
    CODE_MADE(Effect.ADMIN);

    private final Set<Effect> explanations = EnumSet.of(Effect.UNKNOWN);

    Outside(Effect... effects) {
        explanations.addAll(Set.of(effects));
    }

    boolean isAmong(Set<Effect> told) {
        return told.stream().anyMatch(explanations::contains);
    }

    boolean is(Effect effect) {
        return effect != Effect.UNKNOWN && explanations.contains(effect);
    }
}

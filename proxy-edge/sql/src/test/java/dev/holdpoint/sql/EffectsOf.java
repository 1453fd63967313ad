package dev.holdpoint.sql;

import dev.holdpoint.events.Effect;
import java.util.EnumSet;
import java.util.Set;

/** The effects of a text, with those of what it prepares: as the edge judges an EXECUTE. */
final class EffectsOf {
    private EffectsOf() {}

    static Set<Effect> all(Analysis analysis) {
        var effects = EnumSet.noneOf(Effect.class);
        effects.addAll(analysis.facts().effects());
        if (analysis instanceof Analysis.Understood understood) {
            for (var name : understood.names()) {
                switch (name) {
                    case SessionName.Prepare(_, var inner) -> effects.addAll(all(inner));
                    case SessionName.Declare(_, var inner) -> effects.addAll(all(inner));
                    case SessionName.Execute _, SessionName.Fetch _ -> {}
                }
            }
        }
        return effects;
    }
}

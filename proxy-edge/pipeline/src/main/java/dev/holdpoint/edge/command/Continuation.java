package dev.holdpoint.edge.command;

import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.RefusalCode;
import java.util.List;
import java.util.Optional;

/** What policy says now of a command that goes on. */
public sealed interface Continuation {
    /** It may, if it keeps to these obligations. */
    record GoesOn(List<Obligation> obligations) implements Continuation {
        public GoesOn {
            obligations = List.copyOf(obligations);
        }
    }

    /** It may not. */
    record Stopped(RefusalCode code, String reason) implements Continuation {}

    /** What it must keep to; empty if it may not go on. */
    default Optional<List<Obligation>> asked() {
        return switch (this) {
            case GoesOn(var obligations) -> Optional.of(obligations);
            case Stopped _ -> Optional.empty();
        };
    }

    /** The same, stopped if it does not ask for just these. */
    default Continuation keepingTo(List<Obligation> obligations) {
        return switch (this) {
            case GoesOn(var now) when !now.equals(obligations) ->
                    new Stopped(
                            RefusalCode.POLICY_DENIED,
                            "Policy masks, limits or records it in another way by now.");
            case GoesOn _, Stopped _ -> this;
        };
    }
}

package dev.holdpoint.policy.contract;

import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import java.util.List;

/** The answer to a {@link SessionQuery}. */
public sealed interface SessionAnswer {
    /**
     * The session may open; every command is still decided.
     *
     * @param generation number of the {@link Generation} the answer belongs to
     */
    record Admitted(TargetName target, TargetSpec spec, List<GrantId> grants, long generation)
            implements SessionAnswer {
        public Admitted {
            grants = List.copyOf(grants);
        }
    }

    /** The session may not open. */
    record Turned(RefusalCode code, String reason) implements SessionAnswer {}
}

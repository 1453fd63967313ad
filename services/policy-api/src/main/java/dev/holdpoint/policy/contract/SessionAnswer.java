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
     * @param replication whether it may speak the streaming replication protocol
     */
    record Admitted(
            TargetName target,
            TargetSpec spec,
            List<GrantId> grants,
            long generation,
            boolean replication)
            implements SessionAnswer {
        /** To a session that runs statements. */
        public Admitted(TargetName target, TargetSpec spec, List<GrantId> grants, long generation) {
            this(target, spec, grants, generation, false);
        }

        public Admitted {
            grants = List.copyOf(grants);
        }
    }

    /**
     * The session may not open.
     *
     * @param hint how the principal may ask for access; empty if they may not
     */
    record Turned(RefusalCode code, String reason, String hint) implements SessionAnswer {
        /** Nothing may be asked for. */
        public Turned(RefusalCode code, String reason) {
            this(code, reason, "");
        }
    }
}

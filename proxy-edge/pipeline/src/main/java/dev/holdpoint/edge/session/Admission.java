package dev.holdpoint.edge.session;

import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import java.util.List;

/** The answer at the gate. */
public sealed interface Admission {
    /** Come in: where the target is, how to log in there, by which grants. */
    record Admitted(TargetSpec target, Credential credential, List<GrantId> grants)
            implements Admission {
        public Admitted {
            grants = List.copyOf(grants);
        }
    }

    /**
     * Turned away.
     *
     * @param hint what the client may do about it; empty if nothing
     */
    record Turned(RefusalCode code, String reason, String hint) implements Admission {
        /** There is nothing the client may do about it. */
        public Turned(RefusalCode code, String reason) {
            this(code, reason, "");
        }
    }
}

package dev.holdpoint.edge.postgres.session.client;

import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.Report;
import dev.holdpoint.events.SessionEnd;
import java.util.Optional;

/** The last words to a client whose session others ended. */
public final class Farewell {
    /** admin_shutdown. */
    private static final String SQL_STATE = "57P01";

    private Farewell() {}

    /**
     * Empty where the client has gone or been told already.
     *
     * @param because more about it; may be empty
     */
    public static Optional<PgFrame> of(SessionEnd end, String because) {
        return reason(end)
                .map(
                        reason ->
                                "Holdpoint ended the session: "
                                        + reason
                                        + (because.isEmpty() ? "" : ". " + because))
                .map(text -> Report.of("FATAL", SQL_STATE, text).error());
    }

    private static Optional<String> reason(SessionEnd end) {
        return switch (end) {
            case CREDENTIAL_EXPIRED -> Optional.of("its credential expired; log in anew");
            case GRANT_REVOKED -> Optional.of("no grant covers it any more");
            case POLICY_CHANGED -> Optional.of("policy lets what it runs go on no more");
            case POLICY_UNAVAILABLE -> Optional.of("policy does not say whether it may go on");
            case KILLED -> Optional.of("somebody with the right to do so ended it");
            case EDGE_STOPPED -> Optional.of("this edge is being stopped; connect again");
            case EDGE_LOST -> Optional.of("another process took over this edge's sessions");
            case CLIENT_CLOSED, TARGET_CLOSED, PROTOCOL_ERROR, LOG_UNAVAILABLE -> Optional.empty();
        };
    }
}

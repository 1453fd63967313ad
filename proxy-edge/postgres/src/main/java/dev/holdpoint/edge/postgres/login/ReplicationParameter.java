package dev.holdpoint.edge.postgres.login;

import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.session.Replication;
import java.util.Locale;
import java.util.Map;

/** The start-up parameter {@code replication}, which no setting of {@code options} stands for. */
final class ReplicationParameter {
    static final String NAME = "replication";

    /**
     * Names the target of a session for physical replication: libpq before 17 gives no database.
     */
    static final String TARGET = "holdpoint.target";

    private static final Map<Replication, String> WORDS =
            Map.of(Replication.PHYSICAL, "true", Replication.LOGICAL, "database");

    private ReplicationParameter() {}

    /** What a client asks for; what a target might read in another way is refused. */
    static Replication read(Map<String, String> parameters) {
        var value = parameters.getOrDefault(NAME, "false");
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "false", "off", "no", "0" -> Replication.NONE;
            case "true", "on", "yes", "1" -> Replication.PHYSICAL;
            case "database" -> Replication.LOGICAL;
            default ->
                    throw new MalformedFrame(
                            "start-up parameter replication must be true, database or false"
                                    + " through Holdpoint, not "
                                    + value);
        };
    }

    /** Passes it on, if it asks for anything, in the one way that targets read alike. */
    static void forward(Replication asked, Map<String, String> forwarded) {
        if (asked.isAsked()) {
            forwarded.put(NAME, WORDS.getOrDefault(asked, ""));
        }
    }
}

package dev.holdpoint.edge.postgres.session.command;

import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.Report;
import org.jspecify.annotations.Nullable;

/** How much data a client has sent for the COPY of one command. */
final class CopyTally {
    /** program_limit_exceeded. */
    private static final String SQL_STATE = "54000";

    private final String command;
    private long bytes;
    private @Nullable Report objection;

    /**
     * @param command names it in a report
     */
    CopyTally(String command) {
        this.command = command;
    }

    /** Counts data; gives what there is to say if that makes more than it may be. */
    @Nullable Report take(PgFrame data, long most) {
        bytes += data.body().remaining();
        if (bytes > most) {
            objection =
                    Report.of(
                                    "ERROR",
                                    SQL_STATE,
                                    "Holdpoint ended this command: it copies in more than %d bytes"
                                            .formatted(most))
                            .detail(command)
                            .hint(
                                    "Split the data over several commands, or ask an operator of"
                                            + " the edge for more"
                                            + " (holdpoint.edge.postgres.copy-in-bytes).");
        }
        return objection;
    }

    /** What there was to say. */
    @Nullable Report objection() {
        return objection;
    }
}

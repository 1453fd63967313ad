package dev.holdpoint.edge.postgres.session.command;

import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.Report;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Obligation.LimitRows;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * How many rows of one command the client is shown. The next one ends the command: from then on
 * nothing of it is shown any more.
 */
final class RowLimit {
    /** program_limit_exceeded. */
    private static final String SQL_STATE = "54000";

    /** statement_completion_unknown. */
    private static final String COMPLETION_UNKNOWN = "40003";

    private static final int TRAILER = 2;
    private static final int NO_MORE_FIELDS = 0xFFFF;

    private final CommandId command;
    private final LimitRows limit;
    private final long before;
    private long shown;
    private boolean over;

    private RowLimit(CommandId command, LimitRows limit, long before) {
        this.command = command;
        this.limit = limit;
        this.before = before;
        this.shown = before;
    }

    /**
     * The strictest that policy asks for; null if it asks for none.
     *
     * @param before rows of the same portal that were shown already
     */
    static @Nullable RowLimit of(CommandId command, Decision.Allow allow, long before) {
        return allow.obligations().stream()
                .filter(LimitRows.class::isInstance)
                .map(LimitRows.class::cast)
                .min(Comparator.comparingLong(LimitRows::rows))
                .map(strictest -> new RowLimit(command, strictest, before))
                .orElse(null);
    }

    /** Whether one more row may be shown. */
    boolean admits() {
        over |= shown >= limit.rows();
        shown += over ? 0 : 1;
        return !over;
    }

    /** Whether data of a COPY may be shown: one message for each row (section 55.2.6). */
    boolean admitsCopyData(PgFrame data) {
        return isTrailer(data) ? !over : admits();
    }

    /** The end of a binary COPY, which is no row. */
    private static boolean isTrailer(PgFrame data) {
        return data.body().remaining() == TRAILER && data.body().readShort() == NO_MORE_FIELDS;
    }

    /** Whether a row came that may not be shown. */
    boolean isOver() {
        return over;
    }

    /**
     * How many rows to ask the target for: one more than may be shown tells that there are more.
     */
    long asked() {
        return Math.max(0, limit.rows() - shown) + 1;
    }

    /** How many rows of the command itself were shown. */
    long shown() {
        return shown - before;
    }

    /** What the client is told. */
    Report report() {
        return Report.of(
                        "ERROR",
                        SQL_STATE,
                        "Holdpoint ended this command: it has more than %d rows%s"
                                .formatted(limit.rows(), rule()))
                .detail("command " + command)
                .hint("Ask for fewer rows: narrow it by a condition, aggregate, or use LIMIT.");
    }

    /** What it is told if the target had done lasting work before it could be stopped. */
    Report completedBefore() {
        return Report.of(
                        "FATAL",
                        COMPLETION_UNKNOWN,
                        "Holdpoint shows no more than %d rows of this command%s"
                                .formatted(limit.rows(), rule()))
                .detail("The target had completed it: what it changed lasts. command " + command)
                .hint("Have the target return fewer rows, or run it in a transaction.");
    }

    private String rule() {
        return limit.rule() == null ? "" : " (rule " + limit.rule() + ")";
    }
}

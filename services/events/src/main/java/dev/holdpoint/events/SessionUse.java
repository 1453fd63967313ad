package dev.holdpoint.events;

/**
 * What a session is like and how much of it was used when a command was decided, so that rates and
 * budgets can be ruled. The command being decided counts in {@code commandsLastMinute}.
 *
 * @param applicationName as the client names itself, or empty
 * @param clientAddress where the client connected from
 * @param commandsLastMinute statements of this session in the last 60 seconds, refused ones too
 * @param rowsReturned rows its client was sent so far
 * @param rowsWritten rows inserted, updated, deleted, merged or copied in so far
 */
public record SessionUse(
        String applicationName,
        String clientAddress,
        long commandsLastMinute,
        long rowsReturned,
        long rowsWritten) {
    /** A session of which nothing is known. */
    public static final SessionUse NONE = new SessionUse("", "", 0, 0, 0);
}

package dev.holdpoint.edge.postgres.wire;

/** What a client may send after start-up, and what the edge itself sends to a target. */
public final class FrontendFrames {
    /** Bytes of an answer to an authentication request, or of a CopyFail. */
    public static final int MAX_PASSWORD = 10 * 1024;

    /** Bytes of an Execute, Describe, Close or FunctionCall. */
    public static final int MAX_COMMAND = 1024 * 1024;

    /** A statement of 16 MiB, with its name and parameter types. */
    public static final int MAX_STATEMENT = 16 * 1024 * 1024 + 64 * 1024;

    /** Bytes of a Bind, all parameters together. */
    public static final int MAX_BIND = 64 * 1024 * 1024;

    private static final int MAX_COPY_DATA = 16 * 1024 * 1024;
    private static final int REFUSED = -1;

    private static final PgFrame FLUSH = PgWriter.frame('H').done();
    private static final PgFrame SYNC = PgWriter.frame('S').done();

    private FrontendFrames() {}

    /** The largest length a client's frame of this type may announce; negative if none may. */
    public static int maxLength(int type) {
        return switch ((char) (type & 0xFF)) {
            case 'Q', 'P' -> MAX_STATEMENT;
            case 'B' -> MAX_BIND;
            case 'E', 'D', 'C', 'F' -> MAX_COMMAND;
            case 'd' -> MAX_COPY_DATA;
            case 'H', 'S', 'X', 'c' -> 4;
            case 'f' -> MAX_PASSWORD;
            default -> REFUSED;
        };
    }

    /** Only answers to an authentication request, before anything else is allowed. */
    public static int maxLengthBeforeLogin(int type) {
        return switch ((char) (type & 0xFF)) {
            case 'p' -> MAX_PASSWORD;
            case 'X' -> 4;
            default -> REFUSED;
        };
    }

    /** Query, the simple protocol. */
    public static PgFrame query(String sql) {
        return PgWriter.frame('Q').putString(sql).done();
    }

    /** Parse that leaves all parameter types to the target. */
    public static PgFrame parse(String statement, String sql) {
        return PgWriter.frame('P').putString(statement).putString(sql).putShort(0).done();
    }

    /** Describe of a portal. */
    public static PgFrame describePortal(String portal) {
        return PgWriter.frame('D').putByte('P').putString(portal).done();
    }

    /** Execute of a portal, for so many rows at most. */
    public static PgFrame execute(String portal, int rows) {
        return PgWriter.frame('E').putString(portal).putInt(rows).done();
    }

    /** CopyFail: the target gives the reason as its error. */
    public static PgFrame copyFail(String reason) {
        return PgWriter.frame('f').putString(reason).done();
    }

    /** Flush: the target answers what it was sent so far. */
    public static PgFrame flush() {
        return FLUSH;
    }

    /** Sync: the end of a segment, which ReadyForQuery answers. */
    public static PgFrame sync() {
        return SYNC;
    }

    /** Terminate: the session is over. */
    public static PgFrame terminate() {
        return PgWriter.frame('X').done();
    }
}

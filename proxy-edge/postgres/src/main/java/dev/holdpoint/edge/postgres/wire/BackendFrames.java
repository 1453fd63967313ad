package dev.holdpoint.edge.postgres.wire;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/** What the edge itself says to a client, and limits on what a target may say. */
public final class BackendFrames {
    private static final int MAX_ROW = 64 * 1024 * 1024;
    private static final int MAX_TEXT = 1024 * 1024;
    private static final int MAX_AT_LOG_IN = 64 * 1024;
    private static final int REFUSED = -1;

    private BackendFrames() {}

    /** The largest length a target's frame of this type may announce; negative if none may. */
    public static int maxLength(int type) {
        return switch ((char) (type & 0xFF)) {
            case 'D', 'd', 'V' -> MAX_ROW;
            case 'T', 't', 'E', 'N', 'A', 'S', 'C', 'R', 'G', 'H', 'W' -> MAX_TEXT;
            case 'K' -> 512;
            case 'Z' -> 5;
            case '1', '2', '3', 'I', 'n', 's', 'c' -> 4;
            case 'v' -> MAX_TEXT;
            default -> REFUSED;
        };
    }

    /** The same before the target lets the edge in. */
    public static int maxLengthAtLogIn(int type) {
        return switch ((char) (type & 0xFF)) {
            case 'R', 'S', 'K', 'Z', 'E', 'N', 'C' -> Math.min(maxLength(type), MAX_AT_LOG_IN);
            default -> REFUSED;
        };
    }

    /** AuthenticationOk: the client is let in. */
    public static PgFrame authenticationOk() {
        return PgWriter.frame('R').putInt(0).done();
    }

    /** AuthenticationCleartextPassword, which the edge sends inside TLS only, for a token. */
    public static PgFrame authenticationCleartextPassword() {
        return PgWriter.frame('R').putInt(3).done();
    }

    /** AuthenticationSASL with the mechanisms offered, the best first (section 55.3). */
    public static PgFrame authenticationSasl(List<String> mechanisms) {
        var frame = PgWriter.frame('R').putInt(10);
        mechanisms.forEach(frame::putString);
        return frame.putByte(0).done();
    }

    /** AuthenticationSASLContinue with the server's first SCRAM message. */
    public static PgFrame authenticationSaslContinue(byte[] data) {
        return PgWriter.frame('R').putInt(11).putBytes(data).done();
    }

    /** AuthenticationSASLFinal with the server's signature. */
    public static PgFrame authenticationSaslFinal(byte[] data) {
        return PgWriter.frame('R').putInt(12).putBytes(data).done();
    }

    /** BackendKeyData: what the client sends to cancel; the secret has 4 to 32 bytes. */
    public static PgFrame backendKeyData(int process, Buffer secret) {
        return PgWriter.frame('K').putInt(process).putBytes(secret.getBytes()).done();
    }

    /**
     * ReadyForQuery with {@code I} (idle), {@code T} (in a transaction) or {@code E} (in a failed
     * one).
     */
    public static PgFrame readyForQuery(char transactionStatus) {
        return PgWriter.frame('Z').putByte(transactionStatus).done();
    }

    /** NegotiateProtocolVersion: the newest we speak, whatever newer one was asked for. */
    public static PgFrame negotiateProtocolVersion(int minor, List<String> unknownOptions) {
        var frame = PgWriter.frame('v').putInt(0x0003_0000 | minor).putInt(unknownOptions.size());
        unknownOptions.forEach(frame::putString);
        return frame.done();
    }

    /** ErrorResponse ({@code E}) or NoticeResponse ({@code N}) with the given fields. */
    public static PgFrame report(char type, Map<Character, String> fields) {
        var frame = PgWriter.frame(type);
        fields.forEach((field, text) -> frame.putByte(field).putString(text.replace('\0', ' ')));
        return frame.putByte(0).done();
    }
}

package dev.holdpoint.edge.postgres.wire;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A cursor over a frame's body; a read beyond its end throws {@link MalformedFrame}. */
public final class PgBody {
    private static final int LONGEST_NAME = 63;
    private static final int DIGESTED_AT_ONCE = 16 * 1024;

    private final Buffer bytes;
    private final int end;
    private int at;

    /** Reads {@code bytes} from an index to their end. */
    public PgBody(Buffer bytes, int from) {
        this(bytes, from, bytes.length());
    }

    /** Reads {@code bytes} from one index up to, not including, another. */
    public PgBody(Buffer bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** Another cursor at the same place. */
    public PgBody fork() {
        return new PgBody(bytes, at, end);
    }

    /** How many bytes are not read yet. */
    public int remaining() {
        return end - at;
    }

    /** Passes over a field without reading it. */
    public void skip(int count) {
        need(count);
        at += count;
    }

    /** One byte. */
    public byte readByte() {
        need(1);
        return bytes.getByte(at++);
    }

    /** A 16-bit count, 0 to 65,535. */
    public int readShort() {
        need(2);
        int value = bytes.getUnsignedShort(at);
        at += 2;
        return value;
    }

    /** A signed 32-bit number, in network byte order. */
    public int readInt() {
        need(4);
        int value = bytes.getInt(at);
        at += 4;
        return value;
    }

    /** A copy of the next bytes. */
    public byte[] readBytes(int count) {
        need(count);
        var value = bytes.getBytes(at, at + count);
        at += count;
        return value;
    }

    /** A copy of all that is left. */
    public byte[] readRest() {
        return readBytes(remaining());
    }

    /** Digests a field, however long, without a copy of all of it. */
    public void digest(int count, MessageDigest digest) {
        need(count);
        for (int end = at + count; at < end; ) {
            int next = Math.min(end, at + DIGESTED_AT_ONCE);
            digest.update(bytes.getBytes(at, next));
            at = next;
        }
    }

    /** A zero-terminated UTF-8 string. */
    public String readString() {
        var value = readTerminated();
        return value.length == 0 ? "" : utf8(value);
    }

    /**
     * A zero-terminated string that only people read: what is no UTF-8, as in texts of a database
     * in SQL_ASCII, is replaced by U+FFFD.
     */
    public String readText() {
        return new String(readTerminated(), StandardCharsets.UTF_8);
    }

    private byte[] readTerminated() {
        for (int zero = at; zero < end; zero++) {
            if (bytes.getByte(zero) == 0) {
                var value = bytes.getBytes(at, zero);
                at = zero + 1;
                return value;
            }
        }
        throw new MalformedFrame("a string without its terminating zero");
    }

    /**
     * The zero-terminated name of a prepared statement or portal. PostgreSQL keeps the first 63
     * bytes of one (NAMEDATALEN) and takes all that begin alike for the same.
     */
    public String readName() {
        int from = at;
        var name = readString();
        if (at - from - 1 > LONGEST_NAME) {
            throw new MalformedFrame(
                    "a name of %d bytes; at most %d are told apart"
                            .formatted(at - from - 1, LONGEST_NAME));
        }
        return name;
    }

    /** Refuses bytes left over behind the last field. */
    public void end() {
        if (remaining() != 0) {
            throw new MalformedFrame(remaining() + " bytes behind the message's last field");
        }
    }

    /** Strict UTF-8: anything else could be read differently by the target. */
    public static String utf8(byte[] bytes) {
        if (isAscii(bytes)) {
            return new String(bytes, StandardCharsets.US_ASCII);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedFrame("text that is not UTF-8");
        }
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte each : bytes) {
            if (each < 0) {
                return false;
            }
        }
        return true;
    }

    private void need(int count) {
        if (count < 0 || count > remaining()) {
            throw new MalformedFrame(
                    "a field of %d bytes where %d are left".formatted(count, remaining()));
        }
    }
}

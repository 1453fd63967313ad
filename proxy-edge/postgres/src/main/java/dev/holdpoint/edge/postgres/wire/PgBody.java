package dev.holdpoint.edge.postgres.wire;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A cursor over a frame's body; every read checks its bounds. */
public final class PgBody {
    private final Buffer bytes;
    private int at;

    public PgBody(Buffer bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    public int remaining() {
        return bytes.length() - at;
    }

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

    public int readInt() {
        need(4);
        int value = bytes.getInt(at);
        at += 4;
        return value;
    }

    public byte[] readBytes(int count) {
        need(count);
        var value = bytes.getBytes(at, at + count);
        at += count;
        return value;
    }

    public byte[] readRest() {
        return readBytes(remaining());
    }

    /** A zero-terminated UTF-8 string. */
    public String readString() {
        for (int end = at; end < bytes.length(); end++) {
            if (bytes.getByte(end) == 0) {
                var value = utf8(bytes.getBytes(at, end));
                at = end + 1;
                return value;
            }
        }
        throw new MalformedFrame("a string without its terminating zero");
    }

    /** Refuses bytes left over behind the last field. */
    public void end() {
        if (remaining() != 0) {
            throw new MalformedFrame(remaining() + " bytes behind the message's last field");
        }
    }

    /** Strict UTF-8: anything else could be read differently by the target. */
    public static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedFrame("text that is not UTF-8");
        }
    }

    private void need(int count) {
        if (count < 0 || count > remaining()) {
            throw new MalformedFrame(
                    "a field of %d bytes where %d are left".formatted(count, remaining()));
        }
    }
}

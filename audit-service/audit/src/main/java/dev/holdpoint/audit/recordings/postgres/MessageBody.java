package dev.holdpoint.audit.recordings.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** What follows a message's kind and length; every read is within it or fails. */
final class MessageBody {
    private final ByteBuffer bytes;

    MessageBody(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    int int8() {
        return within(Byte.BYTES).get();
    }

    int int16() {
        return within(Short.BYTES).getShort();
    }

    int int32() {
        return within(Integer.BYTES).getInt();
    }

    /** A number of things that follow. */
    int count() {
        int count = int16();
        if (count < 0) {
            throw new MalformedMessage("a count of " + count);
        }
        return count;
    }

    byte[] take(int length) {
        if (length < 0) {
            throw new MalformedMessage("a length of " + length);
        }
        var source = within(length);
        var taken = new byte[length];
        source.get(taken);
        return taken;
    }

    byte[] rest() {
        return take(bytes.remaining());
    }

    /** Up to the next zero byte, as UTF-8. */
    String string() {
        for (int end = bytes.position(); end < bytes.limit(); end++) {
            if (bytes.get(end) == 0) {
                var text = new String(take(end - bytes.position()), UTF_8);
                int8();
                return text;
            }
        }
        throw new MalformedMessage("a text without an end");
    }

    boolean isEmpty() {
        return !bytes.hasRemaining();
    }

    void mustBeEmpty() {
        if (!isEmpty()) {
            throw new MalformedMessage(bytes.remaining() + " bytes too many");
        }
    }

    private ByteBuffer within(int length) {
        if (bytes.remaining() < length) {
            throw new MalformedMessage("too short");
        }
        return bytes;
    }
}

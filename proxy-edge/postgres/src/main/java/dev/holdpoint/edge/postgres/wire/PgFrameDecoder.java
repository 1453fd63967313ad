package dev.holdpoint.edge.postgres.wire;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** Cuts a byte stream into frames; both bounds of a length are checked before anything is kept. */
public final class PgFrameDecoder {
    private static final int HEADER = 5;
    private static final int LENGTH_FIELD = 4;
    private static final int COMPACT_AT = 64 * 1024;
    private static final Buffer NOTHING = Buffer.buffer(0);

    private final IntUnaryOperator maxLength;
    private Buffer pending = NOTHING;
    private int at;
    private boolean own;

    /**
     * @param maxLength for a type byte, the largest length field accepted; negative refuses the
     *     type
     */
    public PgFrameDecoder(IntUnaryOperator maxLength) {
        this.maxLength = maxLength;
    }

    /** Takes bytes that arrived; they must not be changed afterwards. */
    public void feed(Buffer bytes) {
        if (at == pending.length()) {
            pending = bytes;
            own = false;
            at = 0;
        } else if (own && at < COMPACT_AT) {
            pending.appendBuffer(bytes);
        } else {
            pending = Buffer.buffer().appendBuffer(pending, at, buffered()).appendBuffer(bytes);
            own = true;
            at = 0;
        }
    }

    /** Bytes fed but not yet returned as frames. */
    public int buffered() {
        return pending.length() - at;
    }

    /** Drops what is buffered. */
    public void forget() {
        pending = NOTHING;
        at = 0;
        own = false;
    }

    /** Length of the frame that is coming in; 0 if none is, or its header is not here yet. */
    public int announced() {
        return buffered() < HEADER ? 0 : pending.getInt(at + 1) + 1;
    }

    /**
     * The next whole frame, if it is here.
     *
     * @throws MalformedFrame if the next length field is out of bounds
     */
    public Optional<PgFrame> next() {
        if (buffered() < HEADER) {
            return Optional.empty();
        }
        byte type = pending.getByte(at);
        int length = pending.getInt(at + 1);
        int max = maxLength.applyAsInt(type);
        if (max < 0) {
            throw new MalformedFrame("message type 0x%02x is not known".formatted(type));
        }
        if (length < LENGTH_FIELD || length > max) {
            throw new MalformedFrame(
                    "length %d of message type 0x%02x is not within 4 to %d"
                            .formatted(Integer.toUnsignedLong(length), type, max));
        }
        if (buffered() < length + 1) {
            return Optional.empty();
        }
        var frame = new PgFrame(type, pending, at, at + length + 1);
        at += length + 1;
        if (at == pending.length()) {
            forget();
        }
        return Optional.of(frame);
    }
}

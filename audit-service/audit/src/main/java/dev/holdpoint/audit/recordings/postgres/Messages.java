package dev.holdpoint.audit.recordings.postgres;

import java.nio.ByteBuffer;

/** Splits a piece of a recording into messages. */
final class Messages {
    private static final int HEADER = 5;
    private static final String KINDS = "123ACDEGHIKNRSTVWZcdnstv";

    private final Piece piece;
    private final ByteBuffer bytes;

    Messages(Piece piece) {
        this.piece = piece;
        this.bytes = piece.bytes().slice();
    }

    /** What comes next in a piece. */
    sealed interface Next {
        /** A whole message. */
        record Message(char kind, MessageBody body) implements Next {}

        /** One that goes on after the piece and ends there. */
        record Beyond(long end) implements Next {}

        /** Nothing more, or what nobody can read. */
        record Over(boolean inMessage) implements Next {}
    }

    /** Where the next message begins, from the recording's start. */
    long position() {
        return piece.position() + bytes.position();
    }

    boolean isAtStart() {
        return bytes.position() == 0;
    }

    /** Whether the next message shows a value. */
    boolean isNextRow() {
        return bytes.hasRemaining() && "DdV".indexOf(bytes.get(bytes.position())) >= 0;
    }

    /** Moves past the message it answers, and past nothing else. */
    Next next() {
        if (bytes.remaining() < HEADER) {
            return piece.end() < piece.total()
                    ? new Next.Beyond(position())
                    : new Next.Over(bytes.hasRemaining() || position() > piece.total());
        }
        int at = bytes.position();
        char kind = (char) Byte.toUnsignedInt(bytes.get(at));
        int length = bytes.getInt(at + 1);
        if (KINDS.indexOf(kind) < 0 || length < Integer.BYTES) {
            throw new MalformedMessage("no message begins so");
        }
        long end = position() + 1 + length;
        if (end > piece.end()) {
            return end > piece.total() ? new Next.Over(true) : new Next.Beyond(end);
        }
        bytes.position(at + 1 + length);
        return new Next.Message(
                kind, new MessageBody(bytes.slice(at + HEADER, length - Integer.BYTES)));
    }
}

package dev.holdpoint.edge.postgres.wire;

/** Bytes that are no message of the protocol, or one beyond a limit. */
public final class MalformedFrame extends RuntimeException {
    /**
     * @param message for the client and the log; holds no value of the message
     */
    public MalformedFrame(String message) {
        super(message);
    }
}

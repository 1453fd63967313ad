package dev.holdpoint.policy.contract;

/** A gRPC message does not say what its contract demands. */
public final class MalformedMessage extends RuntimeException {
    public MalformedMessage(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.holdpoint.approval.contract;

/** A gRPC message does not say what its contract demands. */
public final class MalformedClaim extends RuntimeException {
    public MalformedClaim(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.holdpoint.ledger;

/** Bytes that are not what the ledger's formats allow. */
public final class MalformedLedger extends RuntimeException {
    public MalformedLedger(String message) {
        super(message);
    }

    public MalformedLedger(String message, Throwable cause) {
        super(message, cause);
    }
}

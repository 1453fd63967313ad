package dev.holdpoint.audit.store;

/** Another writer took the ledger over; whoever gets this must stop writing. */
public final class Fenced extends RuntimeException {
    public Fenced(long epoch) {
        super("the ledger's writer of epoch " + epoch + " has been replaced");
    }
}

package dev.holdpoint.policy.revision;

/** Something that counted was changed in the store, or taken away from it. */
final class StoreAltered extends RuntimeException {
    private static final long serialVersionUID = 1;

    StoreAltered(String what) {
        super(
                what + ": put back what was there, as the log and the ledger have it",
                null,
                false,
                false);
    }
}

package dev.holdpoint.eventlog.store;

/** The last event a reader had seen is there no longer: the store is an older one, or another. */
public final class StorePutBack extends RuntimeException {
    private static final long serialVersionUID = 1;

    StorePutBack(StoredEvent last) {
        super(
                "the store was put back: it no longer has event %s at %d, which was read here. Put"
                                .formatted(last.envelope().id(), last.storeSequence())
                        + " back what is missing; or, if it is gone for good, restart every"
                        + " instance, to go by what is there",
                null,
                false,
                false);
    }
}

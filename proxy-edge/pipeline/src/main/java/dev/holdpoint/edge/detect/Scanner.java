package dev.holdpoint.edge.detect;

/** Looks for one kind of value; reads each character a bounded number of times. */
@FunctionalInterface
interface Scanner {
    /** Tells where such values are in the text. */
    void scan(CharSequence text, Found found);

    /** Takes what is found, in ascending order. */
    @FunctionalInterface
    interface Found {
        /** From one index up to, not including, another. */
        void at(int from, int to);
    }
}

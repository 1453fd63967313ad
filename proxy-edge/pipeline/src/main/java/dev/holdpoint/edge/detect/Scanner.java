package dev.holdpoint.edge.detect;

/** Looks for one kind of value; reads each character a bounded number of times. */
@FunctionalInterface
interface Scanner {
    void scan(CharSequence text, Found found);

    /** Takes what is found, in ascending order. */
    @FunctionalInterface
    interface Found {
        void at(int from, int to);
    }
}

package dev.holdpoint.policy.passage;

/**
 * Whoever a window is read for slice by slice. Records near a slice's ends come with the slices on
 * both sides of them.
 *
 * @param <T> what a record says
 */
public interface Sliced<T> extends Reading<T> {
    /** From here on only events in that slice count. */
    void begin(Slice slice);

    /** All events in that slice, and in those before it, were taken. */
    void end(Slice slice);
}

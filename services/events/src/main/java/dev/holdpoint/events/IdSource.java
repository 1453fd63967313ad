package dev.holdpoint.events;

/** Where fresh ids come from; fixed in tests. */
@FunctionalInterface
public interface IdSource {
    /** A new unique id. */
    String next();
}

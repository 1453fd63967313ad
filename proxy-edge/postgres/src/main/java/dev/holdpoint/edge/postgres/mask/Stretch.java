package dev.holdpoint.edge.postgres.mask;

/**
 * A part of some bytes.
 *
 * @param from inclusive
 * @param to exclusive
 */
record Stretch(int from, int to) {
    Stretch later(int by) {
        return new Stretch(from + by, to + by);
    }
}

package dev.holdpoint.sql.parser;

import java.util.function.IntFunction;

/**
 * Texts with their constants stripped.
 *
 * @param whole of all of a text
 * @param each of its statement at this place, from 0
 */
public record Fingerprints(String whole, IntFunction<String> each) {}

package dev.holdpoint.events;

import org.jspecify.annotations.Nullable;

/**
 * A mask that was applied to a command's result.
 *
 * @param rule who asked for it, {@code policy/mask}; null if it is not known, or nobody did and it
 *     was applied because a value's origin was not known
 * @param column origin, {@code schema.table.column}, or what else was masked
 * @param rows how many values were masked; 0 in events from before they were counted
 */
public record MaskUse(@Nullable String rule, String column, long rows) {}

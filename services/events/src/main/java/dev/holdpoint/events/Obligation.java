package dev.holdpoint.events;

/** What must be applied together with an allow. */
public sealed interface Obligation {
    /**
     * Values that come from {@code column} are masked.
     *
     * @param column origin, {@code schema.table.column}
     */
    record MaskColumn(String column, Mask mask) implements Obligation {}
}

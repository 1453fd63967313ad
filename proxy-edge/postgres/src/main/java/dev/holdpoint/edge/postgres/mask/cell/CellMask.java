package dev.holdpoint.edge.postgres.mask.cell;

import org.jspecify.annotations.Nullable;

/** Rewrites the values of one column. */
public interface CellMask {
    /** What the client may see instead of {@code value}; null for SQL NULL. */
    byte @Nullable [] mask(byte[] value);
}

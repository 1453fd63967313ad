package dev.holdpoint.edge.postgres.mask;

import dev.holdpoint.edge.postgres.wire.PgFrame;
import org.jspecify.annotations.Nullable;

/** The data of a COPY as the client may see it: columns first, then what looks like a value. */
public final class CopyAnswer {
    private final @Nullable CopyMasker columns;
    private final @Nullable CopyScrubber detected;

    CopyAnswer(@Nullable CopyMasker columns, @Nullable CopyScrubber detected) {
        this.columns = columns;
        this.detected = detected;
    }

    /** What the client may have of the data so far; null if a record is not whole yet. */
    public @Nullable PgFrame data(PgFrame frame) {
        if (columns == null) {
            return detected == null ? frame : detected.data(frame);
        }
        var masked = columns.mask(frame);
        return detected == null ? masked : detected.data(masked, columns.replaced());
    }

    /** What is left when the data ends; null if nothing is. */
    public @Nullable PgFrame end() {
        return detected == null ? null : detected.end();
    }
}

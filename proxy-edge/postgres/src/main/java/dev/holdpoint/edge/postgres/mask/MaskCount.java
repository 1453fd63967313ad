package dev.holdpoint.edge.postgres.mask;

import dev.holdpoint.events.MaskUse;
import org.jspecify.annotations.Nullable;

/** Counts how often one mask was applied while a command ran. */
public final class MaskCount {
    private final @Nullable String rule;
    private final String column;
    private long rows;

    MaskCount(@Nullable String rule, String column) {
        this.rule = rule;
        this.column = column;
    }

    void one() {
        rows++;
    }

    MaskUse use() {
        return new MaskUse(rule, column, rows);
    }
}

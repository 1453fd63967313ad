package dev.holdpoint.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must be applied together with an allow. */
public sealed interface Obligation {
    /**
     * Who asks for it: of masks {@code policy/mask}, null in decisions from before masks had names;
     * of a limit the policy, or {@code policy/rule}; otherwise the policy.
     */
    @Nullable String rule();

    /**
     * Values that come from {@code column} are masked.
     *
     * @param column origin, {@code schema.table.column}
     */
    record MaskColumn(String column, Mask mask, @Nullable String rule) implements Obligation {}

    /** Whatever one of the detectors recognises is masked, wherever it occurs. */
    record DetectValues(List<Detector> detectors, Mask mask, @Nullable String rule)
            implements Obligation {
        public DetectValues {
            detectors = detectors.stream().distinct().sorted().toList();
        }
    }

    /** What the client is shown is recorded, chunk by chunk. */
    record RecordResults(@Nullable String rule) implements Obligation {}

    /**
     * The client is shown no more rows of the command than that; more of them end it.
     *
     * @param rows at least 1
     * @param rule the policy or the rule that asks for it
     */
    record LimitRows(long rows, @Nullable String rule) implements Obligation {}
}

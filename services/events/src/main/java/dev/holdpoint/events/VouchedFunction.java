package dev.holdpoint.events;

import java.util.List;

/**
 * A function of a target that somebody has read and vouches for.
 *
 * @param name {@code schema.name(argument types)}, as the target writes it
 * @param effects all a call has beside those of what it reads and writes
 * @param reads every relation whose rows it reads, {@code schema.name}
 * @param writes every relation whose rows it changes
 * @param definition of what was read; the target's function counts only while it has the same
 */
public record VouchedFunction(
        String name,
        List<Effect> effects,
        List<String> reads,
        List<String> writes,
        Digest definition) {
    public VouchedFunction {
        effects = List.copyOf(effects);
        reads = List.copyOf(reads);
        writes = List.copyOf(writes);
    }
}

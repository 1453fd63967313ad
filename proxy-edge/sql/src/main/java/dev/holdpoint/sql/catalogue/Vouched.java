package dev.holdpoint.sql.catalogue;

import dev.holdpoint.events.Effect;
import java.util.List;
import java.util.Set;

/**
 * What somebody who has read a routine says it does.
 *
 * @param effects all it does beside what its reads and writes set off
 * @param reads every relation whose rows it reads
 * @param writes every relation whose rows it changes, in whatever way
 */
public record Vouched(Set<Effect> effects, List<RelationName> reads, List<RelationName> writes) {
    public Vouched {
        effects = Set.copyOf(effects);
        reads = List.copyOf(reads);
        writes = List.copyOf(writes);
    }
}

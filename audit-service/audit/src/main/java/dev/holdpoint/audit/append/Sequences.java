package dev.holdpoint.audit.append;

import dev.holdpoint.audit.store.LedgerStore;
import dev.holdpoint.audit.store.StreamSequence;
import dev.holdpoint.eventlog.LogPartition;
import dev.holdpoint.events.LedgerEvent.LedgerGapFound;
import dev.holdpoint.ledger.LedgerEntry;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Finds numbers that a batch skips; remembers the last sequence of the streams seen lately. */
final class Sequences {
    private static final int REMEMBERED = 50_000;

    private final LedgerStore store;
    private final String origin;
    private final LinkedHashMap<String, Long> last =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > REMEMBERED;
                }
            };

    Sequences(LedgerStore store, String origin) {
        this.store = store;
        this.origin = origin;
    }

    void forget() {
        last.clear();
    }

    /** The gaps a batch of one partition opens, given the offset that was to come next. */
    Future<List<LedgerGapFound>> gaps(List<LedgerEntry> entries, long nextOffset) {
        var unknown =
                entries.stream()
                        .map(StreamSequence::stream)
                        .filter(Objects::nonNull)
                        .filter(stream -> !last.containsKey(stream))
                        .distinct()
                        .toList();
        return unknown.isEmpty()
                ? Future.succeededFuture(find(entries, nextOffset))
                : store.lastSequences(unknown)
                        .map(
                                known -> {
                                    last.putAll(known);
                                    return find(entries, nextOffset);
                                });
    }

    private List<LedgerGapFound> find(List<LedgerEntry> entries, long nextOffset) {
        var gaps = new ArrayList<LedgerGapFound>();
        long expected = nextOffset;
        for (var entry : entries) {
            if (entry.offset() > expected) {
                var partition = new LogPartition(entry.topic(), entry.partition());
                var where = partition.topic() + "-" + partition.partition();
                gaps.add(new LedgerGapFound(origin, where, expected, entry.offset()));
            }
            expected = entry.offset() + 1;
            findInStream(entry, gaps);
        }
        return gaps;
    }

    private void findInStream(LedgerEntry entry, List<LedgerGapFound> gaps) {
        var stream = StreamSequence.stream(entry);
        var sequence = StreamSequence.sequence(entry);
        if (stream == null || sequence == null) {
            return;
        }
        long expected = last.getOrDefault(stream, 0L) + 1;
        if (sequence > expected) {
            gaps.add(new LedgerGapFound(origin, stream, expected, sequence));
        }
        last.merge(stream, sequence, Math::max);
    }
}

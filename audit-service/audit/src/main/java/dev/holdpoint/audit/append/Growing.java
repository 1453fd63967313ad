package dev.holdpoint.audit.append;

import dev.holdpoint.audit.store.Growth;
import dev.holdpoint.eventlog.LogPartition;
import dev.holdpoint.eventlog.LoggedEvent;
import dev.holdpoint.ledger.CompactRange;
import dev.holdpoint.ledger.Hash;
import dev.holdpoint.ledger.HashChain;
import dev.holdpoint.ledger.LedgerEntry;
import dev.holdpoint.ledger.export.ExportedEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The ledger's end in memory: tree edge, chain head, next offsets. It runs ahead of the database
 * while a batch is being committed, so after a failed commit it is thrown away and read anew.
 */
final class Growing {
    private final CompactRange tree;
    private final Map<LogPartition, Long> nextOffsets = new HashMap<>();
    private Hash chain;

    Growing(CompactRange tree, Hash chain) {
        this.tree = tree;
        this.chain = chain;
    }

    void startAt(LogPartition partition, long offset) {
        nextOffsets.put(partition, offset);
    }

    boolean knows(LogPartition partition) {
        return nextOffsets.containsKey(partition);
    }

    /** Events of a batch that are not in the ledger yet, as entries. */
    List<LedgerEntry> fresh(List<LoggedEvent> batch) {
        return batch.stream()
                .filter(event -> event.position().offset() >= expected(event))
                .map(Growing::entry)
                .toList();
    }

    static LogPartition partition(LoggedEvent event) {
        return new LogPartition(event.position().topic(), event.position().partition());
    }

    private long expected(LoggedEvent event) {
        return nextOffset(partition(event));
    }

    long nextOffset(LogPartition partition) {
        return nextOffsets.getOrDefault(partition, 0L);
    }

    private static LedgerEntry entry(LoggedEvent event) {
        return new LedgerEntry(
                event.position().topic(),
                event.position().partition(),
                event.position().offset(),
                event.key(),
                event.headers(),
                event.value().array());
    }

    Growth grow(List<LedgerEntry> entries) {
        long size = tree.size();
        var grown = new ArrayList<ExportedEntry>(entries.size());
        var nodes = new ArrayList<Growth.Subtree>(entries.size());
        for (var entry : entries) {
            var leaf = entry.leaf();
            chain = HashChain.next(chain, leaf);
            grown.add(new ExportedEntry(tree.size(), entry, leaf, chain));
            tree.append(leaf, (node, hash) -> nodes.add(new Growth.Subtree(node, hash)));
            nextOffsets.put(new LogPartition(entry.topic(), entry.partition()), entry.offset() + 1);
        }
        return new Growth(size, chain, grown, nodes);
    }

    SignableHead head() {
        return new SignableHead(tree.size(), tree.root(), chain);
    }
}

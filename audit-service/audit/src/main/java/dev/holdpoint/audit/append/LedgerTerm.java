package dev.holdpoint.audit.append;

import dev.holdpoint.audit.store.LedgerHead;
import dev.holdpoint.audit.store.LedgerStore;
import dev.holdpoint.eventlog.LogPartition;
import dev.holdpoint.eventlog.LoggedEvent;
import dev.holdpoint.ledger.CompactRange;
import dev.holdpoint.ledger.Hash;
import dev.holdpoint.ledger.LedgerEntry;
import dev.holdpoint.ledger.MerkleTree;
import dev.holdpoint.ledger.MerkleTree.Node;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One writer's time. Its epoch is checked inside every append's transaction, so a writer that was
 * replaced without noticing can not fork the chain.
 */
final class LedgerTerm {
    private final LedgerStore store;
    private final Journal journal;
    private final Sequences sequences;
    private final long epoch;
    private @Nullable Growing growing;
    private volatile @Nullable SignableHead committed;

    LedgerTerm(LedgerStore store, Journal journal, String origin, long epoch) {
        this.store = store;
        this.journal = journal;
        this.sequences = new Sequences(store, origin);
        this.epoch = epoch;
    }

    long epoch() {
        return epoch;
    }

    /** The end of the ledger as this writer last saw it committed. */
    Optional<SignableHead> committed() {
        return Optional.ofNullable(committed);
    }

    /** Where to read a partition on. */
    Future<Long> next(String topic, int partition) {
        var read = new LogPartition(topic, partition);
        return growing()
                .compose(ledger -> positioned(ledger, read).map(_ -> ledger.nextOffset(read)));
    }

    /** Takes a batch of one partition; after a failure it must be offered again from its start. */
    Future<Void> take(List<LoggedEvent> batch) {
        return growing()
                .compose(
                        ledger ->
                                positioned(ledger, Growing.partition(batch.getFirst()))
                                        .compose(_ -> take(ledger, ledger.fresh(batch))))
                .onFailure(_ -> forget());
    }

    private Future<Void> positioned(Growing ledger, LogPartition partition) {
        return ledger.knows(partition)
                ? Future.succeededFuture()
                : store.nextOffset(partition)
                        .onSuccess(offset -> ledger.startAt(partition, offset))
                        .mapEmpty();
    }

    private Future<Void> take(Growing ledger, List<LedgerEntry> entries) {
        if (entries.isEmpty()) {
            return Future.succeededFuture();
        }
        var first = entries.getFirst();
        long nextOffset = ledger.nextOffset(new LogPartition(first.topic(), first.partition()));
        return sequences
                .gaps(entries, nextOffset)
                .compose(journal::record)
                .compose(_ -> store.append(epoch, ledger.grow(entries)))
                .onSuccess(_ -> committed = ledger.head());
    }

    private void forget() {
        growing = null;
        sequences.forget();
    }

    private Future<Growing> growing() {
        var known = growing;
        return known != null
                ? Future.succeededFuture(known)
                : store.head(epoch)
                        .compose(
                                head ->
                                        store.nodes(MerkleTree.rootNodes(head.size()))
                                                .map(nodes -> restored(head, nodes)));
    }

    private Growing restored(LedgerHead head, Map<Node, Hash> nodes) {
        var tree = CompactRange.of(head.size(), node -> stored(nodes, node));
        var ledger = new Growing(tree, head.chain());
        growing = ledger;
        committed = ledger.head();
        return ledger;
    }

    private static Hash stored(Map<Node, Hash> nodes, Node node) {
        var hash = nodes.get(node);
        if (hash == null) {
            throw new IllegalStateException("the ledger's tables lack " + node);
        }
        return hash;
    }
}

package dev.holdpoint.audit.append;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.audit.store.Growth;
import dev.holdpoint.eventlog.Bytes;
import dev.holdpoint.eventlog.LogPartition;
import dev.holdpoint.eventlog.LoggedEvent;
import dev.holdpoint.eventlog.Position;
import dev.holdpoint.ledger.CompactRange;
import dev.holdpoint.ledger.Hash;
import dev.holdpoint.ledger.HashChain;
import dev.holdpoint.ledger.MerkleTree;
import dev.holdpoint.ledger.MerkleTree.Node;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GrowingTest {
    private static final Hash START = HashChain.start("o");
    private final Growing ledger = new Growing(new CompactRange(), START);

    private static List<LoggedEvent> batch(int partition, long from, long below) {
        return LongStream.range(from, below)
                .mapToObj(
                        offset ->
                                new LoggedEvent(
                                        new Position("t", partition, offset),
                                        "k",
                                        new TreeMap<>(),
                                        Bytes.of(new byte[] {(byte) offset}),
                                        0))
                .toList();
    }

    private Growth grow(int partition, long from, long below) {
        return ledger.grow(ledger.fresh(batch(partition, from, below)));
    }

    @Test
    void a_redelivered_batch_adds_only_what_is_new() {
        assertThat(grow(0, 0, 5).entries()).hasSize(5);
        assertThat(grow(0, 0, 5).entries()).isEmpty();
        var more = grow(0, 3, 8);
        assertThat(more.entries()).extracting(e -> e.entry().offset()).containsExactly(5L, 6L, 7L);
        assertThat(more.size()).isEqualTo(5);
        assertThat(more.entries()).extracting(e -> e.index()).containsExactly(5L, 6L, 7L);
    }

    @Test
    void partitions_are_counted_apart() {
        assertThat(grow(0, 0, 3).entries()).hasSize(3);
        assertThat(grow(1, 0, 3).entries()).hasSize(3);
        assertThat(ledger.knows(new LogPartition("t", 2))).isFalse();
        ledger.startAt(new LogPartition("t", 2), 10);
        assertThat(grow(2, 8, 12).entries()).hasSize(2);
    }

    @Test
    void the_stored_subtrees_give_the_root_and_the_chain_continues() {
        var nodes = new HashMap<Node, Hash>();
        var chain = START;
        for (int i = 0; i < 7; i++) {
            var growth = grow(0, i * 3, i * 3 + 3);
            for (var entry : growth.entries()) {
                chain = HashChain.next(chain, entry.leaf());
                assertThat(entry.chain()).isEqualTo(chain);
                nodes.put(new Node(0, entry.index()), entry.leaf());
            }
            growth.nodes().forEach(subtree -> nodes.put(subtree.node(), subtree.hash()));
        }
        assertThat(ledger.head())
                .isEqualTo(
                        new SignableHead(
                                21, MerkleTree.root(21, node -> stored(nodes, node)), chain));
    }

    private static Hash stored(HashMap<Node, Hash> nodes, Node node) {
        var hash = nodes.get(node);
        if (hash == null) {
            throw new AssertionError(node + " is not stored");
        }
        return hash;
    }
}

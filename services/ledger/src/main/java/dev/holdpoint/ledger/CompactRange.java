package dev.holdpoint.ledger;

import dev.holdpoint.ledger.MerkleTree.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The right edge of a growing tree: at most one hash per level, enough to append and to root. */
public final class CompactRange {
    private final Deque<Hash> edge = new ArrayDeque<>();
    private long size;

    /** The tree of the first {@code size} leaves, from {@link MerkleTree#rootNodes}' hashes. */
    public static CompactRange of(long size, Function<Node, Hash> stored) {
        var range = new CompactRange();
        MerkleTree.rootNodes(size).forEach(node -> range.edge.push(stored.apply(node)));
        range.size = size;
        return range;
    }

    /**
     * Appends a leaf.
     *
     * @param completed is told every inner subtree this leaf completes, lowest first
     */
    public void append(Hash leaf, BiConsumer<Node, Hash> completed) {
        var hash = leaf;
        int level = 0;
        for (long left = size; (left & 1) == 1; left >>>= 1) {
            hash = MerkleTree.node(edge.pop(), hash);
            level++;
            completed.accept(new Node(level, size >>> level), hash);
        }
        edge.push(hash);
        size++;
    }

    public long size() {
        return size;
    }

    public Hash root() {
        if (edge.isEmpty()) {
            return MerkleTree.emptyRoot();
        }
        Iterator<Hash> rightToLeft = edge.iterator();
        var root = rightToLeft.next();
        while (rightToLeft.hasNext()) {
            root = MerkleTree.node(rightToLeft.next(), root);
        }
        return root;
    }
}

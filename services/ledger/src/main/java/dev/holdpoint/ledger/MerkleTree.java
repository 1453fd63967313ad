package dev.holdpoint.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The Merkle tree of RFC 6962 section 2.1: its hashes, and which stored nodes make a subtree. */
public final class MerkleTree {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;
    private static final byte[] NOTHING = {};

    private MerkleTree() {}

    /**
     * A complete subtree: the root over the leaves {@code index << level} up to, not including,
     * {@code (index + 1) << level}.
     */
    public record Node(int level, long index) {
        public long begin() {
            return index << level;
        }
    }

    /** Leaves {@code begin} (included) to {@code end} (not included). */
    record Span(long begin, long end) {
        /** The complete subtrees the span is made of, from left to right. */
        List<Node> nodes() {
            var nodes = new ArrayList<Node>();
            for (long at = begin; at < end; ) {
                int level = Math.min(levelAt(at), 63 - Long.numberOfLeadingZeros(end - at));
                nodes.add(new Node(level, at >>> level));
                at += 1L << level;
            }
            return nodes;
        }

        private static int levelAt(long leaf) {
            return leaf == 0 ? 62 : Long.numberOfTrailingZeros(leaf);
        }

        Hash root(Function<Node, Hash> stored) {
            return nodes().reversed().stream()
                    .map(stored)
                    .reduce((right, left) -> node(left, right))
                    .orElseGet(MerkleTree::emptyRoot);
        }
    }

    public static Hash leaf(byte[] data) {
        return Hash.prefixed(LEAF, data, NOTHING);
    }

    public static Hash node(Hash left, Hash right) {
        return Hash.prefixed(NODE, left.raw(), right.raw());
    }

    public static Hash emptyRoot() {
        return Hash.sha256();
    }

    /** The nodes whose hashes make the root of the first {@code size} leaves. */
    public static List<Node> rootNodes(long size) {
        return new Span(0, size).nodes();
    }

    /** The root of the first {@code size} leaves from {@link #rootNodes}' hashes. */
    public static Hash root(long size, Function<Node, Hash> stored) {
        return new Span(0, size).root(stored);
    }

    /** The largest power of two below {@code size}: where RFC 6962 splits a tree. */
    static long split(long size) {
        return Long.highestOneBit(size - 1);
    }
}

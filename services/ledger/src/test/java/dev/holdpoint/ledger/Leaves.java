package dev.holdpoint.ledger;

import dev.holdpoint.ledger.MerkleTree.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A tree grown leaf by leaf, with every complete subtree stored as the service stores it. */
final class Leaves {
    final List<Hash> hashes = new ArrayList<>();
    final Map<Node, Hash> nodes = new HashMap<>();
    final CompactRange range = new CompactRange();

    static Leaves grown(int size) {
        var leaves = new Leaves();
        for (int i = 0; i < size; i++) {
            leaves.add(MerkleTree.leaf(new byte[] {(byte) i, (byte) (i >> 8)}));
        }
        return leaves;
    }

    void add(Hash leaf) {
        nodes.put(new Node(0, hashes.size()), leaf);
        range.append(leaf, nodes::put);
        hashes.add(leaf);
    }

    Hash stored(Node node) {
        var hash = nodes.get(node);
        if (hash == null) {
            throw new AssertionError(node + " is not a complete subtree");
        }
        return hash;
    }
}

package dev.holdpoint.ledger.verify;

import dev.holdpoint.ledger.Hash;
import dev.holdpoint.ledger.MerkleTree;
import java.util.ArrayList;
import java.util.List;

/** The verifier's own tree: complete subtrees from the largest to the smallest, merged in pairs. */
final class RootFold {
    private record Subtree(long leaves, Hash root) {}

    private final List<Subtree> subtrees = new ArrayList<>();

    void add(Hash leaf) {
        var last = new Subtree(1, leaf);
        while (!subtrees.isEmpty() && subtrees.getLast().leaves() == last.leaves()) {
            var left = subtrees.removeLast();
            last = new Subtree(2 * last.leaves(), MerkleTree.node(left.root(), last.root()));
        }
        subtrees.add(last);
    }

    Hash root() {
        return subtrees.reversed().stream()
                .map(Subtree::root)
                .reduce((right, left) -> MerkleTree.node(left, right))
                .orElseGet(MerkleTree::emptyRoot);
    }
}

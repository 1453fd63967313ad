package dev.holdpoint.audit.store;

import dev.holdpoint.ledger.Hash;
import dev.holdpoint.ledger.MerkleTree.Node;
import dev.holdpoint.ledger.export.ExportedEntry;
import java.util.List;

/**
 * What one batch adds to the ledger.
 *
 * @param size entries before it
 * @param chain the chain's head after it
 * @param nodes inner subtrees it completes
 */
public record Growth(long size, Hash chain, List<ExportedEntry> entries, List<Subtree> nodes) {
    public Growth {
        entries = List.copyOf(entries);
        nodes = List.copyOf(nodes);
    }

    /** A complete inner subtree and its root. */
    public record Subtree(Node node, Hash hash) {}
}

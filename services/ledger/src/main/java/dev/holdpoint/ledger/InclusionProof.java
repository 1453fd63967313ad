package dev.holdpoint.ledger;

import dev.holdpoint.ledger.MerkleTree.Node;
import dev.holdpoint.ledger.MerkleTree.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Shows that a leaf stands at an index in the tree of a size (RFC 6962 section 2.1.1).
 *
 * @param path sibling hashes from the leaf up
 */
public record InclusionProof(long index, long size, List<Hash> path) {
    public InclusionProof {
        path = List.copyOf(path);
        if (index < 0 || index >= size) {
            throw new MalformedLedger("no entry " + index + " in a tree of " + size);
        }
    }

    /** The stored nodes the proof is made of. */
    public static List<Node> nodes(long index, long size) {
        return spans(index, size).stream().flatMap(span -> span.nodes().stream()).toList();
    }

    /** Builds the proof from the hashes of {@link #nodes}. */
    public static InclusionProof of(long index, long size, Function<Node, Hash> stored) {
        var path = spans(index, size).stream().map(span -> span.root(stored)).toList();
        return new InclusionProof(index, size, path);
    }

    private static List<Span> spans(long index, long size) {
        var spans = new ArrayList<Span>();
        long begin = 0;
        long end = size;
        while (end - begin > 1) {
            long middle = begin + MerkleTree.split(end - begin);
            if (index < middle) {
                spans.addFirst(new Span(middle, end));
                end = middle;
            } else {
                spans.addFirst(new Span(begin, middle));
                begin = middle;
            }
        }
        return spans;
    }

    /** Whether the leaf and this path lead to {@code root} (RFC 9162 section 2.1.3.2). */
    public boolean verifies(Hash leaf, Hash root) {
        long node = index;
        long last = size - 1;
        var hash = leaf;
        for (var sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = MerkleTree.node(sibling, hash);
                int up = Long.numberOfTrailingZeros(node);
                node >>>= up;
                last >>>= up;
            } else {
                hash = MerkleTree.node(hash, sibling);
            }
            node >>>= 1;
            last >>>= 1;
        }
        return last == 0 && hash.equals(root);
    }
}

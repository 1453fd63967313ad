package dev.holdpoint.ledger;

import dev.holdpoint.ledger.MerkleTree.Node;
import dev.holdpoint.ledger.MerkleTree.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Shows that the tree of size {@code to} begins with the tree of size {@code from}. */
public record ConsistencyProof(long from, long to, List<Hash> path) {
    public ConsistencyProof {
        path = List.copyOf(path);
        if (from < 1 || from > to) {
            throw new MalformedLedger("no consistency proof from " + from + " to " + to);
        }
    }

    /** The stored nodes the proof is made of. */
    public static List<Node> nodes(long from, long to) {
        return spans(from, to).stream().flatMap(span -> span.nodes().stream()).toList();
    }

    /** Builds the proof from the hashes of {@link #nodes}. */
    public static ConsistencyProof of(long from, long to, Function<Node, Hash> stored) {
        var path = spans(from, to).stream().map(span -> span.root(stored)).toList();
        return new ConsistencyProof(from, to, path);
    }

    /** RFC 6962 section 2.1.2: SUBPROOF, written as a loop from the root down. */
    private static List<Span> spans(long from, long to) {
        var spans = new ArrayList<Span>();
        long begin = 0;
        long end = to;
        while (from != end) {
            long middle = begin + MerkleTree.split(end - begin);
            if (from <= middle) {
                spans.addFirst(new Span(middle, end));
                end = middle;
            } else {
                spans.addFirst(new Span(begin, middle));
                begin = middle;
            }
        }
        if (begin > 0) {
            spans.addFirst(new Span(begin, end));
        }
        return spans;
    }

    /** Whether this path leads from one root to the other (RFC 9162 section 2.1.4.2). */
    public boolean verifies(Hash fromRoot, Hash toRoot) {
        if (from == to) {
            return path.isEmpty() && fromRoot.equals(toRoot);
        }
        var hashes = new ArrayList<>(path);
        if (Long.bitCount(from) == 1) {
            hashes.addFirst(fromRoot);
        }
        return !hashes.isEmpty() && climbs(hashes, fromRoot, toRoot);
    }

    private boolean climbs(List<Hash> hashes, Hash fromRoot, Hash toRoot) {
        int shared = Long.numberOfTrailingZeros(from);
        long node = (from - 1) >>> shared;
        long last = (to - 1) >>> shared;
        var old = hashes.getFirst();
        var grown = old;
        for (var sibling : hashes.subList(1, hashes.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                old = MerkleTree.node(sibling, old);
                grown = MerkleTree.node(sibling, grown);
                int up = Long.numberOfTrailingZeros(node);
                node >>>= up;
                last >>>= up;
            } else {
                grown = MerkleTree.node(grown, sibling);
            }
            node >>>= 1;
            last >>>= 1;
        }
        return last == 0 && old.equals(fromRoot) && grown.equals(toRoot);
    }
}

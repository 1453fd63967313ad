package dev.holdpoint.audit.api;

import dev.holdpoint.audit.store.LedgerReader;
import dev.holdpoint.audit.store.StoredCheckpoint;
import dev.holdpoint.ledger.ConsistencyProof;
import dev.holdpoint.ledger.Hash;
import dev.holdpoint.ledger.InclusionProof;
import dev.holdpoint.ledger.MerkleTree;
import dev.holdpoint.ledger.MerkleTree.Node;
import dev.holdpoint.service.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Builds proofs from stored subtrees: a logarithmic number of rows each. */
@Singleton
final class Proofs {
    private final LedgerReader ledger;

    Proofs(LedgerReader ledger) {
        this.ledger = ledger;
    }

    /**
     * That an entry is in the tree of a size.
     *
     * @param path hex, from the leaf up
     * @param checkpoint the signed note of that size, if one was signed at it
     */
    record InclusionView(
            long index,
            long size,
            String leaf,
            String root,
            List<String> path,
            @Nullable String checkpoint) {}

    /** That one size's tree begins with another's. */
    record ConsistencyView(long from, long to, String fromRoot, String toRoot, List<String> path) {}

    /** For the size given, or the newest checkpoint's. */
    Uni<InclusionView> inclusion(long index, @Nullable Long size) {
        return Ledgers.uni(
                Ledgers.newest(ledger)
                        .compose(
                                newest ->
                                        inclusion(
                                                index,
                                                size == null ? newest.size() : size,
                                                newest)));
    }

    private Future<InclusionView> inclusion(long index, long size, StoredCheckpoint newest) {
        if (index < 0 || index >= size || size > newest.size()) {
            throw new Problem(
                    404,
                    "no-proof",
                    "Entry %d is not in a signed tree of size %d; the newest has %d"
                            .formatted(index, size, newest.size()));
        }
        var leaf = new Node(0, index);
        var nodes = new ArrayList<>(InclusionProof.nodes(index, size));
        nodes.add(leaf);
        nodes.addAll(MerkleTree.rootNodes(size));
        return ledger.nodes(nodes.stream().distinct().toList())
                .compose(
                        stored ->
                                ledger.checkpoints(size - 1, size, 1)
                                        .map(
                                                notes ->
                                                        view(
                                                                InclusionProof.of(
                                                                        index, size, of(stored)),
                                                                stored,
                                                                notes)));
    }

    private static InclusionView view(
            InclusionProof proof, Map<Node, Hash> stored, List<StoredCheckpoint> notes) {
        return new InclusionView(
                proof.index(),
                proof.size(),
                of(stored).apply(new Node(0, proof.index())).hex(),
                MerkleTree.root(proof.size(), of(stored)).hex(),
                proof.path().stream().map(Hash::hex).toList(),
                notes.isEmpty() ? null : notes.getFirst().note());
    }

    Uni<ConsistencyView> consistency(long from, long to) {
        return Ledgers.uni(
                Ledgers.newest(ledger).compose(newest -> consistency(from, to, newest.size())));
    }

    private Future<ConsistencyView> consistency(long from, long to, long newest) {
        if (from < 1 || from > to || to > newest) {
            throw new Problem(
                    400,
                    "no-proof",
                    "Give 1 <= from <= to <= %d, not %d and %d".formatted(newest, from, to));
        }
        var nodes = new ArrayList<>(ConsistencyProof.nodes(from, to));
        nodes.addAll(MerkleTree.rootNodes(from));
        nodes.addAll(MerkleTree.rootNodes(to));
        return ledger.nodes(nodes.stream().distinct().toList())
                .map(
                        stored ->
                                new ConsistencyView(
                                        from,
                                        to,
                                        MerkleTree.root(from, of(stored)).hex(),
                                        MerkleTree.root(to, of(stored)).hex(),
                                        ConsistencyProof.of(from, to, of(stored)).path().stream()
                                                .map(Hash::hex)
                                                .toList()));
    }

    private static Function<Node, Hash> of(Map<Node, Hash> stored) {
        return node -> {
            var hash = stored.get(node);
            if (hash == null) {
                throw new IllegalStateException("the ledger's tables lack " + node);
            }
            return hash;
        };
    }
}

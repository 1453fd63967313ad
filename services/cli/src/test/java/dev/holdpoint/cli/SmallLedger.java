package dev.holdpoint.cli;

import dev.holdpoint.cli.call.Http;
import dev.holdpoint.ledger.Checkpoint;
import dev.holdpoint.ledger.CompactRange;
import dev.holdpoint.ledger.Hash;
import dev.holdpoint.ledger.HashChain;
import dev.holdpoint.ledger.InclusionProof;
import dev.holdpoint.ledger.LedgerEntry;
import dev.holdpoint.ledger.MerkleTree.Node;
import dev.holdpoint.ledger.NoteSigner;
import dev.holdpoint.ledger.VerifierKey;
import dev.holdpoint.ledger.export.ExportLayout;
import dev.holdpoint.ledger.export.ExportedEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Five entries and one checkpoint over them, made with the ledger's own parts. */
final class SmallLedger {
    static final int SIZE = 5;

    private final NoteSigner signer = NoteSigner.generate("holdpoint.dev/test");
    private final Map<Node, Hash> nodes = new HashMap<>();
    private final List<ExportedEntry> entries = new ArrayList<>();
    private final String note;

    SmallLedger() {
        var tree = CompactRange.of(0, this::stored);
        var chain = HashChain.start(signer.verifierKey().name());
        for (int i = 0; i < SIZE; i++) {
            var value = ("{\"n\":" + i + "}").getBytes(StandardCharsets.UTF_8);
            var entry = new LedgerEntry("t", 0, i, "k", new TreeMap<>(), value);
            chain = HashChain.next(chain, entry.leaf());
            nodes.put(new Node(0, i), entry.leaf());
            tree.append(entry.leaf(), nodes::put);
            entries.add(new ExportedEntry(i, entry, entry.leaf(), chain));
        }
        var checkpoint = new Checkpoint(key().name(), SIZE, tree.root(), chain);
        note = signer.sign(checkpoint.text()).encode();
    }

    private Hash stored(Node node) {
        return Objects.requireNonNull(nodes.get(node));
    }

    VerifierKey key() {
        return signer.verifierKey();
    }

    void export(Path directory) throws IOException {
        var notes = Files.createDirectories(directory.resolve(ExportLayout.CHECKPOINTS));
        Files.writeString(notes.resolve(ExportLayout.noteName(SIZE)), note);
        var lines = new StringBuilder();
        for (var entry : entries) {
            lines.append(new String(entry.encode(), StandardCharsets.UTF_8));
        }
        Files.writeString(directory.resolve(ExportLayout.ENTRIES), lines);
    }

    /** As the audit service answers a proof. */
    String proof(int index) {
        var proof = InclusionProof.of(index, SIZE, this::stored);
        var json = Http.JSON.createObjectNode();
        json.put("index", index).put("size", SIZE).put("checkpoint", note);
        json.put("leaf", entries.get(index).leaf().hex());
        var path = json.putArray("path");
        proof.path().forEach(hash -> path.add(hash.hex()));
        return json.toString();
    }
}

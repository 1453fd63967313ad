package dev.holdpoint.ledger.verify;

import dev.holdpoint.ledger.Checkpoint;
import dev.holdpoint.ledger.CompactRange;
import dev.holdpoint.ledger.Hash;
import dev.holdpoint.ledger.HashChain;
import dev.holdpoint.ledger.LedgerEntry;
import dev.holdpoint.ledger.NoteSigner;
import dev.holdpoint.ledger.export.ExportLayout;
import dev.holdpoint.ledger.export.ExportedEntry;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Exports written for tests: a few streams on a few partitions, checkpoints where asked for. */
final class ExportFixture {
    static final String ORIGIN = "holdpoint.dev/ledger/test";

    final NoteSigner signer;
    final List<byte[]> lines = new ArrayList<>();

    ExportFixture(NoteSigner signer) {
        this.signer = signer;
    }

    static LedgerEntry entry(int i) {
        int partition = i % 3;
        return new LedgerEntry(
                "holdpoint.sessions",
                partition,
                i / 3,
                "session-" + partition,
                new TreeMap<>(
                        Map.of(
                                "ce_id",
                                "event-" + i,
                                "ce_partitionkey",
                                "session-" + partition,
                                "ce_sequence",
                                Integer.toString(i / 3 + 1),
                                "content-type",
                                "application/json")),
                ("{\"command\":\"c-" + i + "\",\"text\":\"SELECT 1\"}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    static List<LedgerEntry> entries(int count) {
        var entries = new ArrayList<LedgerEntry>();
        for (int i = 0; i < count; i++) {
            entries.add(entry(i));
        }
        return entries;
    }

    /** Chains the entries, keeps their lines and writes a note at each of the sizes. */
    ExportFixture write(Path directory, List<LedgerEntry> entries, Set<Integer> checkpoints)
            throws IOException {
        Files.createDirectories(directory.resolve(ExportLayout.CHECKPOINTS));
        var tree = new CompactRange();
        var chain = HashChain.start(ORIGIN);
        lines.clear();
        for (var entry : entries) {
            var leaf = entry.leaf();
            chain = HashChain.next(chain, leaf);
            lines.add(new ExportedEntry(tree.size(), entry, leaf, chain).encode());
            tree.append(leaf, (_, _) -> {});
            if (checkpoints.contains((int) tree.size())) {
                note(directory.resolve(ExportLayout.CHECKPOINTS), tree, chain);
            }
        }
        save(directory, lines);
        return this;
    }

    private void note(Path directory, CompactRange tree, Hash chain) throws IOException {
        var checkpoint = new Checkpoint(ORIGIN, tree.size(), tree.root(), chain);
        var note = signer.sign(checkpoint.text()).encode();
        Files.writeString(directory.resolve(ExportLayout.noteName(tree.size())), note);
    }

    static void save(Path directory, List<byte[]> lines) throws IOException {
        var file = directory.resolve(ExportLayout.ENTRIES);
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (var line : lines) {
                out.write(line);
            }
        }
    }

    byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        lines.forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }
}

package dev.holdpoint.ledger.verify;

import dev.holdpoint.ledger.LedgerEntry;
import dev.holdpoint.ledger.NoteSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Verifies an export of that many entries of 1 KiB, three times; a main, not a test. */
final class VerifierBenchmark {
    private VerifierBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        int size = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000;
        var directory = Files.createTempDirectory("ledger-benchmark");
        var signer = NoteSigner.generate(ExportFixture.ORIGIN);
        new ExportFixture(signer).write(directory, entries(size), Set.of(size / 2, size));
        for (int round = 1; round <= 3; round++) {
            long start = System.nanoTime();
            var report = LedgerVerifier.verify(directory, signer.verifierKey(), Optional.empty());
            double seconds = (System.nanoTime() - start) / 1e9;
            System.Logger log = System.getLogger(VerifierBenchmark.class.getName());
            log.log(
                    System.Logger.Level.INFO,
                    "%s: %.0f entries/s".formatted(report.verdict(), size / seconds));
        }
        delete(directory);
    }

    private static List<LedgerEntry> entries(int size) {
        var entries = new ArrayList<LedgerEntry>(size);
        for (int i = 0; i < size; i++) {
            var small = ExportFixture.entry(i);
            entries.add(
                    new LedgerEntry(
                            small.topic(),
                            small.partition(),
                            small.offset(),
                            small.key(),
                            new TreeMap<>(small.headers()),
                            new byte[1024]));
        }
        return entries;
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

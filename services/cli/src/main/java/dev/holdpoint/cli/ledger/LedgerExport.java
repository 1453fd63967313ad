package dev.holdpoint.cli.ledger;

import dev.holdpoint.cli.call.Api;
import dev.holdpoint.cli.call.CliFailure;
import dev.holdpoint.ledger.MalformedLedger;
import dev.holdpoint.ledger.export.ExportLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** The export as the audit service streams it, unpacked into a directory. */
final class LedgerExport {
    private LedgerExport() {}

    static void into(Path directory, Api api) {
        try {
            Files.createDirectories(directory);
            try (var present = Files.list(directory)) {
                if (present.findAny().isPresent()) {
                    throw new CliFailure(directory + " is not empty");
                }
            }
            try (var archive = api.download("/api/v1/ledger/export")) {
                ExportLayout.unpack(archive, directory);
            }
        } catch (IOException | MalformedLedger e) {
            throw new CliFailure("cannot export to " + directory + ": " + e.getMessage(), e);
        }
    }

    static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

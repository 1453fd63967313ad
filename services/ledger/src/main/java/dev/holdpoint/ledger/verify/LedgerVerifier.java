package dev.holdpoint.ledger.verify;

import dev.holdpoint.ledger.VerifierKey;
import dev.holdpoint.ledger.export.ExportLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks an exported ledger offline: recomputes every leaf, the chain and the tree in one pass and
 * compares them with every checkpoint signed by the key the caller pins. Hashes stored in the
 * export are only used to say where a change was made.
 */
public final class LedgerVerifier {
    private LedgerVerifier() {}

    /**
     * Verifies a directory.
     *
     * @param exportDir as {@link ExportLayout} says
     * @param key known to the caller from elsewhere, never taken from the export
     * @param externalCheckpoints notes kept outside the ledger's reach, if there are any; they also
     *     find an end that was cut off together with its checkpoints
     * @throws IOException if the directory can not be read
     */
    public static Report verify(Path exportDir, VerifierKey key, Optional<Path> externalCheckpoints)
            throws IOException {
        var directories = new ArrayList<>(List.of(exportDir.resolve(ExportLayout.CHECKPOINTS)));
        externalCheckpoints.ifPresent(directories::add);
        try {
            var pass = new Pass(PinnedCheckpoints.read(directories, key), key.name());
            try (var in = Files.newInputStream(exportDir.resolve(ExportLayout.ENTRIES))) {
                return pass.over(new LineReader(in));
            }
        } catch (PinnedCheckpoints.Untrusted e) {
            var verdict = new Verdict.BadSignature(String.valueOf(e.getMessage()));
            return new Report(verdict, List.of(), 0, 0, 0);
        }
    }
}

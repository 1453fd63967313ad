package dev.holdpoint.ledger.verify;

import dev.holdpoint.ledger.Checkpoint;
import dev.holdpoint.ledger.MalformedLedger;
import dev.holdpoint.ledger.SignedNote;
import dev.holdpoint.ledger.VerifierKey;
import dev.holdpoint.ledger.export.ExportLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Every checkpoint that was handed over, each verified with the pinned key, by size. */
final class PinnedCheckpoints {
    /** A checkpoint that can not be relied on. */
    static final class Untrusted extends Exception {
        private static final long serialVersionUID = 1;

        Untrusted(String where) {
            super(where);
        }
    }

    private final TreeMap<Long, List<Checkpoint>> bySize = new TreeMap<>();
    private int count;

    static PinnedCheckpoints read(List<Path> directories, VerifierKey key)
            throws IOException, Untrusted {
        var checkpoints = new PinnedCheckpoints();
        for (var directory : directories) {
            for (var file : ExportLayout.notes(directory)) {
                checkpoints.add(checkpoint(file, key));
            }
        }
        if (checkpoints.count == 0) {
            throw new Untrusted("there is no checkpoint");
        }
        return checkpoints;
    }

    private static Checkpoint checkpoint(Path file, VerifierKey key) throws IOException, Untrusted {
        try {
            var note = SignedNote.parse(Files.readAllBytes(file));
            if (!key.verifies(note)) {
                throw new Untrusted(file + " is not signed by " + key.name());
            }
            var checkpoint = Checkpoint.parse(note.text());
            if (!checkpoint.origin().equals(key.name())) {
                throw new Untrusted(file + " is of the log " + checkpoint.origin());
            }
            return checkpoint;
        } catch (MalformedLedger e) {
            throw new Untrusted(file + ": " + e.getMessage());
        }
    }

    private void add(Checkpoint checkpoint) {
        bySize.computeIfAbsent(checkpoint.size(), _ -> new ArrayList<>()).add(checkpoint);
        count++;
    }

    List<Checkpoint> of(long size) {
        return bySize.getOrDefault(size, List.of());
    }

    long newestSize() {
        return bySize.lastKey();
    }

    int count() {
        return count;
    }
}

package dev.holdpoint.audit.checkpoint;

import dev.holdpoint.ledger.export.ExportLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Notes in {@code <state>/checkpoints}, one file each: where the database does not reach. */
public final class CheckpointFiles {
    private final Path directory;

    public CheckpointFiles(Path stateDir) {
        this.directory = stateDir.resolve(ExportLayout.CHECKPOINTS);
    }

    /** Keeps a note; the same note again changes nothing. Blocks. */
    public void keep(long size, String note) {
        try {
            Files.createDirectories(directory);
            var fresh = Files.createTempFile(directory, ".new", "");
            Files.writeString(fresh, note);
            Files.move(
                    fresh,
                    directory.resolve(ExportLayout.noteName(size)),
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint cannot be kept", e);
        }
    }
}

package dev.holdpoint.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/** Files (0600) and directories (0700) that only their owner may open. */
public final class PrivateFiles {
    private static final String FILE = "rw-------";
    private static final String DIRECTORY = "rwx------";

    private PrivateFiles() {}

    public static Path directory(Path path) throws IOException {
        Files.createDirectories(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(DIRECTORY));
        return path;
    }

    /** Writes the whole file or leaves the old one, never readable by others in between. */
    public static void write(Path path, String content) throws IOException {
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(FILE));
        var fresh = Files.createTempFile(path.toAbsolutePath().getParent(), ".new", "", mode);
        Files.writeString(fresh, content);
        Files.move(
                fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (var files = Files.walk(root)) {
            for (var path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}

package dev.holdpoint.benchmarks.lab;

import dev.holdpoint.benchmarks.BenchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/** Where a benchmark keeps everything while it runs; gone afterwards. */
public final class WorkDirectory {
    private WorkDirectory() {}

    /** A new directory that programs of other users may look into. */
    public static Path create(Closing closing) {
        try {
            var work = Files.createTempDirectory("holdpoint-bench");
            Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
            closing.then(() -> delete(work));
            return work;
        } catch (IOException e) {
            throw new BenchFailure("cannot make a directory to work in", e);
        }
    }

    /** Removes a directory with all that is in it. */
    public static void delete(Path directory) {
        try (var all = Files.walk(directory)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new BenchFailure("cannot remove " + directory, e);
        }
    }
}

package dev.holdpoint.benchmarks.wire;

import dev.holdpoint.benchmarks.BenchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Configuration written for a peer, readable by whatever user it runs as. */
final class PeerFile {
    private PeerFile() {}

    static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            var everybody = PosixFilePermissions.fromString("rw-r--r--");
            return Files.setPosixFilePermissions(file, everybody);
        } catch (IOException e) {
            throw new BenchFailure("cannot write " + file, e);
        }
    }

    /** A copy that the peer's own user can read: of a certificate or key made for this run. */
    static Path copy(Path from, Path to) {
        try {
            return write(to, Files.readString(from));
        } catch (IOException e) {
            throw new BenchFailure("cannot read " + from, e);
        }
    }
}

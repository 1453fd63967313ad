package dev.holdpoint.audit.checkpoint;

import dev.holdpoint.ledger.NoteSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The signing key in {@code <state>/ledger/signing.key}, readable by its owner only and made at the
 * first start; its public half stands in {@code <state>/ledger.vkey}.
 */
public final class LedgerKeyFile {
    private static final String PRIVATE = "rw-------";
    private static final String PRIVATE_DIRECTORY = "rwx------";

    private LedgerKeyFile() {}

    /** Reads the key, or makes it if there is none. */
    public static NoteSigner readOrMake(Path stateDir, String origin) {
        try {
            var directory = Files.createDirectories(stateDir.resolve("ledger"));
            Files.setPosixFilePermissions(
                    directory, PosixFilePermissions.fromString(PRIVATE_DIRECTORY));
            var file = directory.resolve("signing.key");
            if (!Files.exists(file)) {
                make(file, NoteSigner.generate(origin));
            }
            var signer = NoteSigner.parse(Files.readString(file));
            if (!signer.verifierKey().name().equals(origin)) {
                throw new IllegalStateException(
                        "%s signs for %s, not for %s"
                                .formatted(file, signer.verifierKey().name(), origin));
            }
            publish(stateDir, signer);
            return signer;
        } catch (IOException e) {
            throw new UncheckedIOException("the ledger's key cannot be read or made", e);
        }
    }

    /** Of two processes that start together, one makes the key and both read that one. */
    private static void make(Path file, NoteSigner signer) throws IOException {
        var fresh = temporary(file.resolveSibling(".new"), PRIVATE);
        try {
            Files.writeString(fresh, signer.secretText());
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            return;
        } finally {
            Files.delete(fresh);
        }
    }

    private static void publish(Path stateDir, NoteSigner signer) throws IOException {
        var fresh = temporary(stateDir.resolve(".vkey"), "rw-r--r--");
        Files.writeString(fresh, signer.verifierKey().text() + "\n");
        Files.move(fresh, stateDir.resolve("ledger.vkey"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path temporary(Path prefix, String mode) throws IOException {
        var permissions =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
        return Files.createTempFile(
                prefix.toAbsolutePath().getParent(),
                String.valueOf(prefix.getFileName()),
                "",
                permissions);
    }
}

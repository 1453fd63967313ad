package dev.holdpoint.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A signing key in a file {@code signing.key}, readable by its owner only and made at the first
 * start; its public half stands in another file.
 */
public final class SigningKeyFile {
    private static final String PRIVATE = "rw-------";
    private static final String PRIVATE_DIRECTORY = "rwx------";

    private SigningKeyFile() {}

    /**
     * Reads the key, or makes it if there is none.
     *
     * @param directory for the key alone, which is made private
     * @param verifier the file the public half is written to
     * @param name who the key signs for
     */
    public static NoteSigner readOrMake(Path directory, Path verifier, String name) {
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(
                    directory, PosixFilePermissions.fromString(PRIVATE_DIRECTORY));
            var secret = directory.resolve("signing.key");
            if (!Files.exists(secret)) {
                make(secret, NoteSigner.generate(name));
            }
            var signer = NoteSigner.parse(Files.readString(secret));
            if (!signer.verifierKey().name().equals(name)) {
                throw new IllegalStateException(
                        "%s signs for %s, not for %s"
                                .formatted(secret, signer.verifierKey().name(), name));
            }
            publish(verifier, signer);
            return signer;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the key in " + directory + " cannot be read or made", e);
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

    private static void publish(Path file, NoteSigner signer) throws IOException {
        var fresh = temporary(file.resolveSibling(".vkey"), "rw-r--r--");
        Files.writeString(fresh, signer.verifierKey().text() + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
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

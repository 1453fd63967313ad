package dev.holdpoint.edge.app;

import dev.holdpoint.edge.mask.MaskKey;
import dev.holdpoint.policy.contract.secret.LocalSecrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** Where the key of masks' tokens comes from. */
final class MaskKeys {
    private static final int BYTES = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private MaskKeys() {}

    /**
     * The key behind the reference, or without one the key of the state directory, made when it is
     * needed first. Blocks.
     */
    static MaskKey open(Optional<String> reference, Path stateDir) {
        var text = LocalSecrets.open(reference.orElseGet(() -> "file:" + kept(stateDir)));
        return new MaskKey(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Path kept(Path directory) {
        var file = directory.resolve("mask.key");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(directory);
                make(directory, file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the mask key in " + file, e);
        }
        return file;
    }

    /** Appears whole or not at all; of two edges that make one at a time, the first one's stays. */
    private static void make(Path directory, Path file) throws IOException {
        var fresh =
                Files.createTempFile(
                        directory,
                        "mask",
                        ".key",
                        PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            var bytes = new byte[BYTES];
            new SecureRandom().nextBytes(bytes);
            Files.writeString(fresh, HexFormat.of().formatHex(bytes) + "\n");
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException _) {
            return;
        } finally {
            Files.delete(fresh);
        }
    }
}

package dev.holdpoint.edge.app.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Turns a target's secret reference, {@code file:…} or {@code env:…}, into the secret. */
public final class SecretReference {
    private static final long MAX_BYTES = 64 * 1024;

    private SecretReference() {}

    /**
     * The secret behind a reference, without a trailing line break. Blocks.
     *
     * @throws SecretMissing if there is none; says where it was looked for, never what was found
     */
    public static String resolve(String reference) {
        if (reference.startsWith("file:")) {
            return file(Path.of(reference.substring("file:".length())));
        }
        if (reference.startsWith("env:")) {
            return environment(reference.substring("env:".length()));
        }
        throw new SecretMissing("a secret is given as file:<path> or env:<name>");
    }

    private static String file(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new SecretMissing("too large for a secret: " + file);
            }
            return Files.readString(file).stripTrailing();
        } catch (IOException e) {
            throw new SecretMissing("cannot read the secret in " + file);
        }
    }

    private static String environment(String name) {
        var value = System.getenv(name);
        if (value == null) {
            throw new SecretMissing("no environment variable " + name);
        }
        return value;
    }
}

package dev.holdpoint.policy.contract.secret;

import dev.holdpoint.policy.contract.secret.SecretReference.InEnvironment;
import dev.holdpoint.policy.contract.secret.SecretReference.InFile;
import dev.holdpoint.policy.contract.secret.SecretReference.InVault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Secrets on this machine: in files and in the environment. Blocks. */
public final class LocalSecrets {
    /** No secret is longer. */
    public static final int MAX_BYTES = 64 * 1024;

    private LocalSecrets() {}

    /**
     * The secret behind an operator's own reference, which may lead anywhere.
     *
     * @throws SecretMissing if there is none; says where it was looked for, never what was found
     */
    public static String open(String reference) {
        try {
            return switch (SecretReference.parse(reference)) {
                case InFile(var file) -> text(file);
                case InEnvironment(var name) -> variable(name);
                case InVault _ -> throw new SecretMissing("only targets' secrets come from Vault");
            };
        } catch (UnusableReference e) {
            throw new SecretMissing(e.getMessage() + " " + e.hint());
        }
    }

    /** The text of a file, which links may be the way to as long as they stay in one of these. */
    public static String fileWithin(List<Path> directories, Path file) {
        try {
            var real = file.toRealPath();
            if (directories.stream().noneMatch(directory -> isWithin(real, directory))) {
                throw new SecretMissing("a link leads out of the directories of secrets: " + file);
            }
            return text(real);
        } catch (IOException e) {
            throw unreadable(file);
        }
    }

    private static boolean isWithin(Path real, Path directory) {
        try {
            return real.startsWith(directory.toRealPath());
        } catch (IOException _) {
            return false;
        }
    }

    private static String text(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
                throw new SecretMissing("no file, or too large for a secret: " + file);
            }
            return Files.readString(file).stripTrailing();
        } catch (IOException e) {
            throw unreadable(file);
        }
    }

    private static SecretMissing unreadable(Path file) {
        return new SecretMissing("cannot read the secret in " + file);
    }

    /** What a variable of the environment says. */
    public static String variable(String name) {
        var value = System.getenv(name);
        if (value == null) {
            throw new SecretMissing("no environment variable " + name);
        }
        return value;
    }
}

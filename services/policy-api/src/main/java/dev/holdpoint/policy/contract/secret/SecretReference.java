package dev.holdpoint.policy.contract.secret;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Where a target's secret is; never the secret itself. */
public sealed interface SecretReference {
    /** In a file on the edge's machine. */
    record InFile(Path file) implements SecretReference {}

    /** In a variable of the edge's environment. */
    record InEnvironment(String variable) implements SecretReference {}

    /**
     * In a Vault that the edge reads.
     *
     * @param mount of a key-value engine, version 2
     * @param path below the mount, without {@code data/}
     * @param key of the secret's value
     */
    record InVault(String mount, String path, String key) implements SecretReference {
        /** Mount and path, as they are written. */
        public String place() {
            return mount + "/" + path;
        }
    }

    /**
     * Reads a reference.
     *
     * @throws UnusableReference if it is none; never quotes it, for somebody may have written the
     *     credential itself
     */
    static SecretReference parse(String text) {
        int end = text.indexOf(':') + 1;
        var rest = text.substring(end);
        return switch (text.substring(0, end)) {
            case "file:" -> Forms.file(rest);
            case "env:" -> Forms.environment(rest);
            case "vault:" -> Forms.vault(rest);
            default ->
                    throw new UnusableReference(
                            "secret must be a reference, not the credential itself.",
                            "Write file:/run/secrets/payments, env:HOLDPOINT_SECRET_PAYMENTS or"
                                    + " vault:secret/holdpoint/payments#password.");
        };
    }

    /** The three forms. */
    final class Forms {
        private static final int MAX_LENGTH = 1_000;
        private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,200}");
        private static final String PART = "[A-Za-z0-9_-][A-Za-z0-9._-]*";
        private static final Pattern VAULT =
                Pattern.compile("(%1$s)/(%1$s(?:/%1$s)*)#(%1$s)".formatted(PART));

        private Forms() {}

        private static SecretReference file(String path) {
            if (path.isBlank() || path.length() > MAX_LENGTH) {
                throw noFile();
            }
            try {
                return new InFile(Path.of(path));
            } catch (InvalidPathException _) {
                throw noFile();
            }
        }

        private static UnusableReference noFile() {
            return new UnusableReference(
                    "secret does not name a file.", "Write file:/run/secrets/payments.");
        }

        private static SecretReference environment(String variable) {
            if (!VARIABLE.matcher(variable).matches()) {
                throw new UnusableReference(
                        "secret does not name an environment variable.",
                        "Write env:HOLDPOINT_SECRET_PAYMENTS.");
            }
            return new InEnvironment(variable);
        }

        private static SecretReference vault(String place) {
            var parts = VAULT.matcher(place);
            if (place.length() > MAX_LENGTH || !parts.matches()) {
                throw new UnusableReference(
                        "secret does not name a key in a Vault.",
                        "Write vault:<mount>/<path>#<key>, each part of letters, digits,"
                                + " underscore, hyphen and dot, none beginning with a dot.");
            }
            return new InVault(parts.group(1), parts.group(2), parts.group(3));
        }
    }
}

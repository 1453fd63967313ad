package dev.holdpoint.policy.contract.secret;

import dev.holdpoint.policy.contract.secret.SecretReference.InEnvironment;
import dev.holdpoint.policy.contract.secret.SecretReference.InFile;
import dev.holdpoint.policy.contract.secret.SecretReference.InVault;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where targets' secrets may come from. Who may register a target could else have the edge send any
 * file or variable it can read to a host of their choice. An empty list allows nothing.
 *
 * @param directories a file must be directly in one of them, not in a folder below
 * @param variables beginnings of names
 * @param vault mounts, or paths in them, that a secret must be below
 */
public record SecretBounds(List<Path> directories, List<String> variables, List<String> vault) {
    public SecretBounds {
        directories = directories.stream().map(SecretBounds::plain).toList();
        variables = variables.stream().filter(prefix -> !prefix.isBlank()).toList();
        vault = List.copyOf(vault);
    }

    /**
     * Refuses a reference that leads elsewhere. Links are for the edge to follow, which has the
     * files.
     *
     * @throws UnusableReference naming what is allowed, not the reference
     */
    public void require(SecretReference reference) {
        switch (reference) {
            case InFile(var file) when !isIn(file) ->
                    throw elsewhere("a file", "directly in", "directories", directories);
            case InEnvironment(var name) when variables.stream().noneMatch(name::startsWith) ->
                    throw elsewhere("a variable", "beginning with", "variables", variables);
            case InVault place when vault.stream().noneMatch(root -> isBelow(place, root)) ->
                    throw elsewhere("a path in Vault", "below", "vault", vault);
            case InFile _, InEnvironment _, InVault _ -> {}
        }
    }

    private boolean isIn(Path file) {
        var parent = plain(file).getParent();
        return parent != null && directories.contains(parent);
    }

    private static Path plain(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static boolean isBelow(InVault place, String root) {
        return (place.place() + "/").startsWith(root.replaceAll("/+$", "") + "/");
    }

    private static UnusableReference elsewhere(
            String what, String where, String key, List<?> allowed) {
        var known = allowed.stream().map(Object::toString).collect(Collectors.joining(" or "));
        return new UnusableReference(
                "secret is " + what + " that secrets may not come from.",
                allowed.isEmpty()
                        ? "None is allowed here: holdpoint.secrets." + key + " is empty."
                        : "Use one %s %s (holdpoint.secrets.%s).".formatted(where, known, key));
    }
}

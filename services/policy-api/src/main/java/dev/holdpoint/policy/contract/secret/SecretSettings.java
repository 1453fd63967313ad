package dev.holdpoint.policy.contract.secret;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where an operator lets targets' secrets come from; the same for policy-service and edges. */
@ConfigMapping(prefix = "holdpoint.secrets")
public interface SecretSettings {
    /** Files must be directly in one of these directories. */
    Optional<List<Path>> directories();

    /** Variables must begin with one of these. */
    Optional<List<String>> variables();

    /** Paths in Vault must be below one of these. */
    Optional<List<String>> vault();

    /** The same as bounds. */
    default SecretBounds bounds() {
        return new SecretBounds(
                directories().orElse(List.of()),
                variables().orElse(List.of()),
                vault().orElse(List.of()));
    }
}

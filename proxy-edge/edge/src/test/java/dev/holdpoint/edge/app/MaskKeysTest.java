package dev.holdpoint.edge.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.edge.mask.ValueMask;
import dev.holdpoint.policy.contract.secret.SecretMissing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskKeysTest {
    @TempDir private Path directory;

    @Test
    void a_key_is_made_once_and_readable_by_its_owner_alone() throws Exception {
        var state = directory.resolve("state");

        assertThat(token(Optional.empty(), state)).isEqualTo(token(Optional.empty(), state));
        try (var files = Files.list(state)) {
            assertThat(files).containsExactly(state.resolve("mask.key"));
        }
        assertThat(Files.getPosixFilePermissions(state.resolve("mask.key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void two_installations_have_different_keys() {
        assertThat(token(Optional.empty(), directory.resolve("a")))
                .isNotEqualTo(token(Optional.empty(), directory.resolve("b")));
    }

    @Test
    void a_reference_must_lead_to_a_key_and_makes_none() throws Exception {
        var file = directory.resolve("shared");
        var reference = Optional.of("file:" + file);

        assertThatThrownBy(() -> MaskKeys.open(reference, directory))
                .isInstanceOf(SecretMissing.class);
        Files.writeString(file, "too short");
        assertThatThrownBy(() -> MaskKeys.open(reference, directory))
                .isInstanceOf(IllegalArgumentException.class);
        Files.writeString(file, "k".repeat(32));
        assertThat(token(reference, directory)).startsWith("tok_");
        assertThat(directory.resolve("mask.key")).doesNotExist();
    }

    private static String token(Optional<String> reference, Path stateDir) {
        return new ValueMask(MaskKeys.open(reference, stateDir)).token("4111");
    }
}

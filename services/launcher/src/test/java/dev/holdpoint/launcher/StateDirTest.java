package dev.holdpoint.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirTest {
    @TempDir Path dir;

    @Test
    void only_a_directory_made_by_holdpoint_is_emptied() throws Exception {
        var precious = Files.writeString(dir.resolve("thesis.txt"), "years of work");
        assertThatThrownBy(() -> StateDir.of(dir).empty()).isInstanceOf(LaunchFailure.class);
        assertThat(precious).exists();

        var ours = StateDir.of(dir.resolve("state"));
        ours.create();
        Files.writeString(ours.runFile(), "{}");
        ours.empty();
        assertThat(ours.root()).isEmptyDirectory();
    }

    @Test
    void secrets_are_made_once_and_kept_private() throws Exception {
        var state = StateDir.of(dir.resolve("state"));
        state.create();
        var secret = state.secret("payments");
        assertThat(secret).hasSizeGreaterThan(40).isEqualTo(state.secret("payments"));
        assertThat(mode(state.secretFile("payments"))).isEqualTo("rw-------");
        assertThat(mode(state.root())).isEqualTo("rwx------");
    }

    @Test
    void a_second_launcher_does_not_get_the_lock() throws Exception {
        var state = StateDir.of(dir);
        try (var first = state.tryLock()) {
            assertThat(first).isNotNull();
            assertThat(state.tryLock()).isNull();
        }
        try (var next = state.tryLock()) {
            assertThat(next).isNotNull();
        }
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}

package dev.holdpoint.policy.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rings the bell of a directory. */
class DirectoryBellTest {
    private final AtomicInteger rung = new AtomicInteger();

    @TempDir private Path directory;

    @Test
    void a_file_that_is_new_changed_moved_to_its_place_or_gone_rings() throws IOException {
        var file = directory.resolve("policy.yaml");
        var aside = Files.writeString(directory.resolveSibling("aside-" + rung), "c");
        try (var bell = new DirectoryBell(directory, rung::incrementAndGet)) {
            assertThat(bell.listen()).isTrue();
            assertThat(bell.listen()).isTrue();

            Files.writeString(file, "a");
            awaitAnother(0);
            int changed = rung.get();
            Files.writeString(file, "b");
            awaitAnother(changed);
            int moved = rung.get();
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
            awaitAnother(moved);
            int gone = rung.get();
            Files.delete(file);
            awaitAnother(gone);
        }
    }

    @Test
    void a_directory_that_comes_back_is_listened_to_again() throws IOException {
        var documents = directory.resolve("documents");
        try (var bell = new DirectoryBell(documents, rung::incrementAndGet)) {
            assertThat(bell.listen()).isFalse();
            Files.createDirectory(documents);
            assertThat(bell.listen()).isTrue();

            Files.delete(documents);
            awaitAnother(0);
            Files.createDirectory(documents);
            await().until(bell::listen);
            int before = rung.get();
            await().until(
                            () -> {
                                Files.writeString(documents.resolve("policy.yaml"), "a");
                                return bell.listen() && rung.get() > before;
                            });
        }
    }

    @Test
    void after_it_was_closed_nothing_rings_and_nothing_is_listened_to() throws IOException {
        var bell = new DirectoryBell(directory, rung::incrementAndGet);
        assertThat(bell.listen()).isTrue();

        bell.close();

        assertThat(bell.listen()).isFalse();
        Files.writeString(directory.resolve("policy.yaml"), "a");
        try (var other = new DirectoryBell(directory, () -> rung.addAndGet(100))) {
            assertThat(other.listen()).isTrue();
            Files.writeString(directory.resolve("policy.yaml"), "b");
            await().until(() -> rung.get() > 0);
        }
        assertThat(rung.get() % 100).isZero();
    }

    private void awaitAnother(int before) {
        await().until(() -> rung.get() > before);
    }
}

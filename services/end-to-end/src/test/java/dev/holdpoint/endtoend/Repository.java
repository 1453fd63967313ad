package dev.holdpoint.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout the tests run in. */
final class Repository {
    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    private Repository() {}

    /** The runnable jar a module's build left behind. */
    static Path jar(String module) {
        try (var files = Files.list(ROOT.resolve(module).resolve("target"))) {
            return files.filter(file -> file.getFileName().toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("build " + module + " first"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }
}

package dev.holdpoint.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The configuration a module brings along for keys nobody sets. */
public final class ModuleDefaults {
    private static final Path FILE =
            Path.of("src/main/resources/META-INF/microprofile-config.properties");

    private ModuleDefaults() {}

    /** Those of the module under test. */
    public static Properties read() throws IOException {
        var defaults = new Properties();
        try (var file = Files.newInputStream(FILE)) {
            defaults.load(file);
        }
        return defaults;
    }
}

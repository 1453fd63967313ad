package dev.holdpoint.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The demo's policies in a directory of a test's own. */
final class DemoPolicies {
    static final Path DEMO = Repository.ROOT.resolve("deploy/policies/demo");

    private DemoPolicies() {}

    /** Copies in a new directory, with {@code to} where a document first says {@code from}. */
    static Path with(String from, String to) throws IOException {
        var directory = Files.createTempDirectory("holdpoint-policies");
        try (var documents = Files.list(DEMO)) {
            for (var document : documents.filter(Files::isRegularFile).toList()) {
                var copy = directory.resolve(document.getFileName());
                var text = Files.readString(document);
                Files.writeString(copy, text.replaceFirst(Pattern.quote(from), to));
            }
        }
        return directory;
    }
}

package dev.holdpoint.cli.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.holdpoint.cli.text.VisibleText;
import dev.holdpoint.policy.language.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/** A directory's documents as the service takes them, and what it finds wrong with them. */
public final class SentDocuments {
    private SentDocuments() {}

    /** Its files by name, of those that are {@code wanted}. */
    public static ArrayNode of(Path directory, Predicate<SourceFile> wanted) {
        var documents = Http.JSON.createArrayNode();
        try (var files = Files.list(directory)) {
            for (var file : files.filter(SentDocuments::isDocument).sorted().toList()) {
                var name = String.valueOf(file.getFileName());
                var document = new SourceFile(name, Files.readString(file));
                if (wanted.test(document)) {
                    documents.addObject().put("name", name).put("text", document.text());
                }
            }
        } catch (IOException e) {
            throw new CliFailure("cannot read the documents: " + e.getMessage(), e);
        }
        return documents;
    }

    private static boolean isDocument(Path path) {
        var name = String.valueOf(path.getFileName());
        return !name.startsWith(".")
                && (name.endsWith(".yaml") || name.endsWith(".yml"))
                && Files.isRegularFile(path);
    }

    /** Prints what a problem says is wrong with documents; false if it says nothing of the kind. */
    public static boolean tellFindings(JsonNode problem, VerbOptions options) {
        var findings = problem.path("findings");
        var err = options.err();
        for (var finding : findings) {
            err.println(
                    VisibleText.of(
                            "%s:%d:%d: %s Hint: %s"
                                    .formatted(
                                            finding.path("file").asText(),
                                            finding.path("line").asInt(),
                                            finding.path("column").asInt(),
                                            finding.path("message").asText(),
                                            finding.path("hint").asText())));
        }
        err.flush();
        return !findings.isEmpty();
    }
}

package dev.holdpoint.policy.language;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON Schema of documents, for editors; what it lets pass the reader may still refuse. */
public final class DocumentSchema {
    private static final String RESOURCE = "documents.schema.json";

    private DocumentSchema() {}

    public static String text() {
        try (var schema = DocumentSchema.class.getResourceAsStream(RESOURCE)) {
            if (schema == null) {
                throw new IllegalStateException(RESOURCE + " is not part of this build");
            }
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

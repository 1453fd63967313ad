package dev.holdpoint.policy.api.revision;

import dev.holdpoint.policy.api.replay.SimulateRequest;
import dev.holdpoint.policy.language.SourceFile;
import dev.holdpoint.service.Problem;
import java.util.List;
import java.util.Objects;

/**
 * Documents to be published.
 *
 * @param documents files of policies, as they would stand in the directory
 */
public record PublishRequest(List<SimulateRequest.File> documents) {
    public PublishRequest {
        documents = List.copyOf(Objects.requireNonNull(documents, "documents is missing"));
    }

    List<SourceFile> files() {
        if (documents.isEmpty()) {
            throw new Problem(400, "no-documents", "Send at least one file of policies.");
        }
        return documents.stream().map(file -> new SourceFile(file.name(), file.text())).toList();
    }
}

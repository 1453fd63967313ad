package dev.holdpoint.policy.api.replay;

import dev.holdpoint.policy.language.SourceFile;
import dev.holdpoint.policy.simulate.Selection;
import dev.holdpoint.policy.simulate.Trait;
import dev.holdpoint.service.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Documents to be tried, and on which recorded commands.
 *
 * @param documents files as they would stand in the directory
 * @param from the first moment that counts
 * @param to the first that counts no longer; now, if it is null or yet to come
 * @param principal only its commands: a subject, or issuer, {@code #} and subject
 * @param target only commands on it
 * @param where only commands that have all of it; null for any
 */
public record SimulateRequest(
        List<File> documents,
        Instant from,
        @Nullable Instant to,
        @Nullable String principal,
        @Nullable String target,
        @Nullable Trait where) {
    public SimulateRequest {
        documents = List.copyOf(Objects.requireNonNull(documents, "documents is missing"));
        Objects.requireNonNull(from, "from is missing");
    }

    /** A file of documents. */
    public record File(String name, String text) {
        public File {
            Objects.requireNonNull(name, "documents[].name is missing");
            Objects.requireNonNull(text, "documents[].text is missing");
        }
    }

    List<SourceFile> files() {
        if (documents.isEmpty()) {
            throw new Problem(400, "no-documents", "Send at least one file of documents.");
        }
        return documents.stream().map(file -> new SourceFile(file.name(), file.text())).toList();
    }

    Selection selection(Instant now) {
        var all = selection(from, to, principal, target, now);
        return where == null ? all : new Selection(all.from(), all.to(), principal, target, where);
    }

    /**
     * A window of the past with a filter.
     *
     * @throws Problem if it is none
     */
    static Selection selection(
            Instant from,
            @Nullable Instant to,
            @Nullable String principal,
            @Nullable String target,
            Instant now) {
        var begin = from.isBefore(Instant.EPOCH) ? Instant.EPOCH : from;
        var end = to == null || to.isAfter(now) ? now : to;
        if (!begin.isBefore(end)) {
            throw new Problem(400, "bad-window", "from must be before to, and in the past.");
        }
        return new Selection(begin, end, principal, target);
    }
}

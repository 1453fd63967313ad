package dev.holdpoint.policy.revision;

import dev.holdpoint.events.PolicyEvent.PolicySource;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.json.EventJson;
import dev.holdpoint.policy.language.Document;
import dev.holdpoint.policy.language.DocumentReader;
import dev.holdpoint.policy.language.Finding;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.language.Place;
import dev.holdpoint.policy.language.PolicyDocument;
import dev.holdpoint.policy.language.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Policies that were checked and can be published.
 *
 * @param sources the files with policies in them, by name
 */
public record PolicyDraft(RevisionId revision, List<PolicySource> sources) {
    /** An event has all of them, and the log takes no larger ones. */
    private static final int MAX_BYTES = 3 * 512 * 1024;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][\\w.-]{0,250}\\.ya?ml");

    public PolicyDraft {
        sources = List.copyOf(sources);
    }

    /**
     * Checks files of policies, and of nothing else, as a directory's are.
     *
     * @throws InvalidDocuments naming everything that was found wrong
     */
    public static PolicyDraft of(List<SourceFile> files, DocumentReader reader) {
        requireNames(files);
        var sorted = files.stream().sorted(Comparator.comparing(SourceFile::name)).toList();
        var documents = reader.read(sorted);
        requirePolicies(sorted, documents);
        return in(sorted, documents);
    }

    /** What of a directory a revision is made of; other kinds are not part of it. */
    public static PolicyDraft in(List<SourceFile> files, List<Document> documents) {
        var named =
                documents.stream()
                        .filter(PolicyDocument.class::isInstance)
                        .map(document -> document.place().file())
                        .collect(Collectors.toSet());
        var sources =
                files.stream()
                        .filter(file -> named.contains(file.name()))
                        .map(file -> new PolicySource(file.name(), file.text()))
                        .toList();
        requireRecordable(sources);
        return new PolicyDraft(new RevisionId(SourceDigest.of(sources).value()), sources);
    }

    private static void requireRecordable(List<PolicySource> sources) {
        int bytes = EventJson.encodeValue(sources).length;
        if (bytes > MAX_BYTES) {
            refuse(
                    List.of(
                            wrong(
                                    sources.getLast().name(),
                                    "The files with policies have %,d bytes as JSON in all."
                                            .formatted(bytes),
                                    "A revision has at most %,d: join rules by lists and globs."
                                            .formatted(MAX_BYTES))));
        }
    }

    private static void requireNames(List<SourceFile> files) {
        var findings = new ArrayList<Finding>();
        var seen = new HashSet<String>();
        for (var file : files) {
            if (!NAME.matcher(file.name()).matches()) {
                findings.add(
                        wrong(
                                file.name(),
                                "The name of the file is not usable.",
                                "Use letters, digits, dot, hyphen and underscore, then .yaml."));
            } else if (!seen.add(file.name())) {
                findings.add(
                        wrong(
                                file.name(),
                                "The file is there twice.",
                                "Give one of them another name."));
            }
        }
        refuse(findings);
    }

    private static void requirePolicies(List<SourceFile> files, List<Document> documents) {
        var findings = new ArrayList<Finding>();
        documents.stream()
                .filter(document -> !(document instanceof PolicyDocument))
                .forEach(
                        other ->
                                findings.add(
                                        new Finding(
                                                other.place(),
                                                other.name() + " is no policy.",
                                                "A revision is made of documents of kind: Policy"
                                                        + " alone.")));
        var used = in(files, documents).sources();
        files.stream()
                .filter(file -> used.stream().noneMatch(one -> one.name().equals(file.name())))
                .filter(file -> findings.isEmpty())
                .forEach(
                        empty ->
                                findings.add(
                                        wrong(
                                                empty.name(),
                                                "The file has no policy in it.",
                                                "Leave it out; to take all rights away, deny in a"
                                                        + " policy.")));
        refuse(findings);
    }

    private static Finding wrong(String file, String message, String hint) {
        return new Finding(new Place(file, 1, 1), message, hint);
    }

    private static void refuse(List<Finding> findings) {
        if (!findings.isEmpty()) {
            throw new InvalidDocuments(findings);
        }
    }
}

package dev.holdpoint.policy.revision;

import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.PolicyEvent.PolicySource;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.language.Document;
import dev.holdpoint.policy.language.Finding;
import dev.holdpoint.policy.language.GrantDocument;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.language.PolicyDocument;
import dev.holdpoint.policy.language.SourceFile;
import dev.holdpoint.policy.language.TargetDocument;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a directory says should be published. */
record Wanted(
        RevisionId revision,
        List<PolicySource> sources,
        Map<TargetName, TargetSpec> targets,
        Map<GrantId, GrantSpec> grants) {

    static Wanted of(List<SourceFile> files, List<Document> documents) {
        var targets = new HashMap<TargetName, TargetSpec>();
        var grants = new HashMap<GrantId, GrantSpec>();
        for (var document : documents) {
            switch (document) {
                case TargetDocument(var name, _, var spec) -> targets.put(name, spec);
                case GrantDocument(var id, _, var spec) -> grants.put(id, spec);
                case PolicyDocument _ -> {}
            }
        }
        requireTargets(documents, targets);
        var sources = policySources(files, documents);
        return new Wanted(
                new RevisionId(SourceDigest.of(sources).value()), sources, targets, grants);
    }

    private static List<PolicySource> policySources(
            List<SourceFile> files, List<Document> documents) {
        var named =
                documents.stream()
                        .filter(PolicyDocument.class::isInstance)
                        .map(document -> document.place().file())
                        .collect(Collectors.toSet());
        return files.stream()
                .filter(file -> named.contains(file.name()))
                .map(file -> new PolicySource(file.name(), file.text()))
                .toList();
    }

    private static void requireTargets(
            List<Document> documents, Map<TargetName, TargetSpec> targets) {
        var findings =
                documents.stream()
                        .filter(GrantDocument.class::isInstance)
                        .map(GrantDocument.class::cast)
                        .filter(grant -> !targets.keySet().containsAll(grant.spec().targets()))
                        .map(grant -> unknownTarget(grant, targets))
                        .toList();
        if (!findings.isEmpty()) {
            throw new InvalidDocuments(findings);
        }
    }

    private static Finding unknownTarget(GrantDocument grant, Map<TargetName, TargetSpec> targets) {
        return new Finding(
                grant.place(),
                "The grant " + grant.name() + " names a target that no document describes.",
                "Known targets: %s."
                        .formatted(
                                targets.keySet().stream()
                                        .map(TargetName::value)
                                        .sorted()
                                        .collect(Collectors.joining(", "))));
    }
}

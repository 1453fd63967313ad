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
import dev.holdpoint.policy.language.RoleDocument;
import dev.holdpoint.policy.language.SourceFile;
import dev.holdpoint.policy.language.TargetDocument;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
                case RoleDocument _, PolicyDocument _ -> {}
            }
        }
        requireTargets(documents, targets);
        var policies = PolicyDraft.in(files, documents);
        return new Wanted(policies.revision(), policies.sources(), targets, grants);
    }

    private static void requireTargets(
            List<Document> documents, Map<TargetName, TargetSpec> targets) {
        var ofRoles = new HashSet<>(targets.keySet());
        documents.stream()
                .filter(RoleDocument.class::isInstance)
                .map(RoleDocument.class::cast)
                .forEach(role -> ofRoles.addAll(role.reach().targets()));
        var findings =
                documents.stream()
                        .filter(document -> namesUnknown(document, targets.keySet(), ofRoles))
                        .map(document -> unknownTarget(document, targets))
                        .toList();
        if (!findings.isEmpty()) {
            throw new InvalidDocuments(findings);
        }
    }

    /** What a role names is told of the role, not of each grant that gives it. */
    private static boolean namesUnknown(
            Document document, Set<TargetName> described, Set<TargetName> ofRoles) {
        return switch (document) {
            case RoleDocument role -> !described.containsAll(role.reach().targets());
            case GrantDocument grant -> !ofRoles.containsAll(grant.spec().targets());
            case PolicyDocument _, TargetDocument _ -> false;
        };
    }

    private static Finding unknownTarget(Document document, Map<TargetName, TargetSpec> targets) {
        return new Finding(
                document.place(),
                document.name() + " names a target that no document describes.",
                "Known targets: %s."
                        .formatted(
                                targets.keySet().stream()
                                        .map(TargetName::value)
                                        .sorted()
                                        .collect(Collectors.joining(", "))));
    }
}

package dev.holdpoint.policy.directory;

import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.HoldpointEvent.Origin;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.language.Document;
import dev.holdpoint.policy.language.Finding;
import dev.holdpoint.policy.language.GrantDocument;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.language.PolicyDocument;
import dev.holdpoint.policy.language.RoleDocument;
import dev.holdpoint.policy.language.TargetDocument;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps documents from the names of grants and targets that are not from documents. */
final class Origins {
    private Origins() {}

    /**
     * Refuses documents of such names.
     *
     * @throws InvalidDocuments naming each of them
     */
    static void require(
            List<Document> documents, Map<GrantId, GrantSpec> grants, Set<TargetName> ofRest) {
        var findings =
                documents.stream()
                        .filter(document -> isTaken(document, grants, ofRest))
                        .map(Origins::taken)
                        .toList();
        if (!findings.isEmpty()) {
            throw new InvalidDocuments(findings);
        }
    }

    private static boolean isTaken(
            Document document, Map<GrantId, GrantSpec> grants, Set<TargetName> ofRest) {
        return switch (document) {
            case GrantDocument(var id, _, _) ->
                    grants.containsKey(id) && !grants.get(id).origin().equals(Origin.FILE);
            case TargetDocument(var name, _, _) -> ofRest.contains(name);
            case RoleDocument _, PolicyDocument _ -> false;
        };
    }

    private static Finding taken(Document document) {
        return new Finding(
                document.place(),
                document.name() + " is already there, and not from a document.",
                "Give it another name, or first revoke or remove what is there by REST.");
    }
}

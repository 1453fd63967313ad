package dev.holdpoint.policy.simulate;

import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.HoldpointEvent.Origin;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.evaluate.Revision;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.language.Document;
import dev.holdpoint.policy.language.Finding;
import dev.holdpoint.policy.language.GrantDocument;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.language.PolicyDocument;
import dev.holdpoint.policy.register.Described;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Documents that are not published. A kind of which it has none is taken from what was in force at
 * the time, so that policies alone, or grants alone, can be tried. Its grants take the place of
 * those that came from files, as they would if it were published; others stay.
 *
 * @param policies empty if those in force count
 * @param targets empty if those in force count
 * @param grants empty if those in force count
 * @param ofRest targets that stay beside those of the draft: there is no document to take away
 */
public record Draft(
        List<PolicyDocument> policies,
        Map<TargetName, TargetSpec> targets,
        Map<GrantId, GrantSpec> grants,
        Set<TargetName> ofRest)
        implements Drafted {
    private static final RevisionId REVISION = new RevisionId("draft");

    public Draft {
        policies = List.copyOf(policies);
        targets = Map.copyOf(targets);
        grants = Map.copyOf(grants);
        ofRest = Set.copyOf(ofRest);
    }

    /** Where all targets are from documents. */
    public Draft(
            List<PolicyDocument> policies,
            Map<TargetName, TargetSpec> targets,
            Map<GrantId, GrantSpec> grants) {
        this(policies, targets, grants, Set.of());
    }

    /**
     * The draft these documents are.
     *
     * @param known the targets there are now
     * @param ofRest those of them that no document describes, and none takes away
     * @throws InvalidDocuments if a grant names a target that there is not
     */
    public static Draft of(
            List<Document> documents, Set<TargetName> known, Set<TargetName> ofRest) {
        var draft = of(documents, ofRest);
        var there = new HashSet<>(draft.targets.isEmpty() ? known : ofRest);
        there.addAll(draft.targets.keySet());
        draft.requireTargets(documents, there);
        return draft;
    }

    private static Draft of(List<Document> documents, Set<TargetName> ofRest) {
        var described = Described.in(documents);
        return new Draft(described.policies(), described.targets(), described.grants(), ofRest);
    }

    private void requireTargets(List<Document> documents, Set<TargetName> known) {
        var findings =
                documents.stream()
                        .filter(GrantDocument.class::isInstance)
                        .map(GrantDocument.class::cast)
                        .filter(grant -> !known.containsAll(grant.spec().targets()))
                        .map(grant -> unknownTarget(grant, known))
                        .toList();
        if (!findings.isEmpty()) {
            throw new InvalidDocuments(findings);
        }
    }

    private static Finding unknownTarget(GrantDocument grant, Set<TargetName> known) {
        return new Finding(
                grant.place(),
                "The grant " + grant.name() + " names a target that is not known.",
                known.stream()
                        .map(TargetName::value)
                        .sorted()
                        .collect(Collectors.joining(", ", "Known targets: ", ".")));
    }

    @Override
    public boolean isPartial() {
        return policies.isEmpty() || targets.isEmpty() || grants.isEmpty();
    }

    @Override
    public Rulebook over(Rulebook inForce) {
        return new Rulebook(
                policies.isEmpty() ? inForce.revision() : new Revision(REVISION, policies),
                targets.isEmpty() ? inForce.targets() : targetsOver(inForce),
                grants.isEmpty() ? inForce.grants() : grantsOver(inForce),
                inForce.number());
    }

    private Map<TargetName, TargetSpec> targetsOver(Rulebook inForce) {
        var all = new HashMap<>(inForce.targets());
        all.keySet().retainAll(ofRest);
        all.putAll(targets);
        return all;
    }

    private Map<GrantId, GrantSpec> grantsOver(Rulebook inForce) {
        var all = new HashMap<GrantId, GrantSpec>();
        inForce.grants()
                .forEach(
                        (id, spec) -> {
                            if (!spec.origin().equals(Origin.FILE)) {
                                all.put(id, spec);
                            }
                        });
        all.putAll(grants);
        return all;
    }
}

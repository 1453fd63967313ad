package dev.holdpoint.policy.register;

import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.language.Document;
import dev.holdpoint.policy.language.Finding;
import dev.holdpoint.policy.language.GrantDocument;
import dev.holdpoint.policy.language.Place;
import dev.holdpoint.policy.language.PolicyDocument;
import dev.holdpoint.policy.language.RoleDocument;
import dev.holdpoint.policy.language.TargetDocument;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The targets that documents give something on by name. One of them may be registered over REST,
 * sooner or later than the documents are published; until it is there, nothing is given.
 */
public record NamedTargets(List<Named> all) {
    public static final NamedTargets NONE = new NamedTargets(List.of());

    public NamedTargets {
        all = List.copyOf(all);
    }

    /** Where a document names a target. */
    public record Named(Place place, String document, TargetName target) {}

    public static NamedTargets in(List<Document> documents) {
        return new NamedTargets(documents.stream().flatMap(NamedTargets::names).toList());
    }

    /** What a role names is told of the role, not of each grant that gives it. */
    private static Stream<Named> names(Document document) {
        return switch (document) {
            case RoleDocument role -> names(role, role.reach().targets());
            case GrantDocument grant when grant.spec().role() == null ->
                    names(grant, grant.spec().targets());
            case GrantDocument _, PolicyDocument _, TargetDocument _ -> Stream.of();
        };
    }

    private static Stream<Named> names(Document document, List<TargetName> targets) {
        return targets.stream().map(target -> new Named(document.place(), document.name(), target));
    }

    /** Those that are not among {@code known}: misspelt, or yet to be registered. */
    public List<Finding> unknown(Set<TargetName> known) {
        return all.stream()
                .filter(named -> !known.contains(named.target()))
                .map(named -> finding(named, known))
                .toList();
    }

    private static Finding finding(Named named, Set<TargetName> known) {
        return new Finding(
                named.place(),
                "%s names the target %s, which is not there (yet) and gives nothing on it."
                        .formatted(named.document(), named.target()),
                "Describe or register it, or correct the name. Known targets: %s."
                        .formatted(
                                known.stream()
                                        .map(TargetName::value)
                                        .sorted()
                                        .collect(Collectors.joining(", "))));
    }
}

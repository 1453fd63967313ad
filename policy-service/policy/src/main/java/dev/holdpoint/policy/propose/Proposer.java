package dev.holdpoint.policy.propose;

import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.HoldpointEvent.Origin;
import dev.holdpoint.policy.evaluate.Revision;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.language.Rule;
import dev.holdpoint.policy.language.RuleEdit;
import dev.holdpoint.policy.language.SourceFile;
import dev.holdpoint.policy.propose.Proposed.File;
import dev.holdpoint.policy.propose.Proposed.NarrowedGrant;
import dev.holdpoint.policy.propose.Proposed.NarrowedRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a proposal of what is in force now and what was needed of it. */
final class Proposer {

    private final Rulebook now;
    private final Usage usage;
    private final Proposal proposal;

    Proposer(Rulebook now, Usage usage) {
        this.now = now;
        this.usage = usage;
        this.proposal =
                new Proposal(
                        usage,
                        now.grants().keySet().stream()
                                .filter(id -> isAsked(usage.grant(id).isSelected()))
                                .collect(Collectors.toSet()),
                        rules(now)
                                .filter(Proposal::isNarrowable)
                                .map(Rule::id)
                                .filter(id -> isAsked(usage.rule(id).isSelected()))
                                .collect(Collectors.toSet()));
    }

    private boolean isAsked(boolean selected) {
        return selected || !usage.isFiltered();
    }

    Proposal proposal() {
        return proposal;
    }

    private static Stream<Rule> rules(Rulebook rulebook) {
        return Optional.ofNullable(rulebook.revision()).map(Revision::policies).stream()
                .flatMap(List::stream)
                .flatMap(policy -> policy.rules().stream());
    }

    /** The grants that would give less. */
    List<NarrowedGrant> grants() {
        return narrowedGrants().map(grant -> view(grant.getKey(), grant.getValue())).toList();
    }

    private Stream<Map.Entry<GrantId, GrantSpec>> narrowedGrants() {
        return now.grants().entrySet().stream()
                .filter(grant -> !left(grant).equals(Optional.of(grant.getValue())))
                .sorted(Comparator.comparing(grant -> grant.getKey().value()));
    }

    private Optional<GrantSpec> left(Map.Entry<GrantId, GrantSpec> grant) {
        return proposal.grant(now, grant.getKey(), grant.getValue());
    }

    private NarrowedGrant view(GrantId id, GrantSpec spec) {
        var left = proposal.grant(now, id, spec);
        var targets = left.map(Proposer::targets).orElse(List.of());
        var effects = left.map(Proposer::effects).orElse(List.of());
        return new NarrowedGrant(
                id.value(),
                usage.grant(id).commands(),
                left.isEmpty(),
                targets,
                without(targets(spec), targets),
                effects,
                without(effects(spec), effects),
                spec.origin());
    }

    private static List<String> targets(GrantSpec spec) {
        return spec.targets().stream().map(String::valueOf).toList();
    }

    private static List<String> effects(GrantSpec spec) {
        return spec.effects().stream().map(e -> e.name().toLowerCase(Locale.ROOT)).toList();
    }

    private static List<String> without(List<String> all, List<String> left) {
        return all.stream().filter(one -> !left.contains(one)).toList();
    }

    /** The rules that would match less. */
    List<NarrowedRule> rules() {
        return narrowedRules()
                .map(
                        rule ->
                                new NarrowedRule(
                                        rule.id(),
                                        usage.rule(rule.id()).commands(),
                                        proposal.rule(rule).isEmpty(),
                                        proposal.rule(rule).map(Proposer::match).orElse(List.of())))
                .toList();
    }

    private Stream<Rule> narrowedRules() {
        return rules(now)
                .filter(
                        rule ->
                                !proposal.rule(rule)
                                        .map(Proposer::match)
                                        .equals(Optional.of(match(rule))));
    }

    private static List<String> match(Rule rule) {
        return MatchText.fields(rule.match());
    }

    /**
     * What is to be published.
     *
     * @param sources the files the revision in force was published with
     */
    List<File> documents(List<SourceFile> sources) {
        var files = new ArrayList<File>();
        narrowedGrants()
                .filter(grant -> grant.getValue().origin().equals(Origin.FILE))
                .forEach(
                        grant ->
                                left(grant)
                                        .ifPresent(left -> files.add(file(grant.getKey(), left))));
        var narrowed = narrowedRules().flatMap(rule -> proposal.rule(rule).stream()).toList();
        for (var source : sources) {
            var edited = source;
            for (var rule : narrowed) {
                edited = RuleEdit.matching(edited, rule.id(), match(rule));
            }
            if (!edited.equals(source)) {
                files.add(new File(edited.name(), edited.text()));
            }
        }
        return files;
    }

    private static File file(GrantId id, GrantSpec left) {
        return new File("grant-" + id + ".yaml", GrantText.of(id, left));
    }
}

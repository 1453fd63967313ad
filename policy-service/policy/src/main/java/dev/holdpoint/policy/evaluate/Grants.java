package dev.holdpoint.policy.evaluate;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The grants a principal has on a target.
 *
 * @param live those in force now, by name
 * @param lapsed why another one is not in force; empty if there is none
 */
public record Grants(Map<GrantId, GrantSpec> live, Optional<String> lapsed) {
    /** Those of somebody on a target at that time. */
    public static Grants of(
            Rulebook rulebook, Principal who, TargetName name, TargetSpec target, Instant now) {
        var reaching = new TreeMap<GrantId, GrantSpec>(Comparator.comparing(GrantId::value));
        rulebook.grants()
                .of(who, name)
                .filter(grant -> reaches(grant.getValue(), who, name, target))
                .forEach(grant -> reaching.put(grant.getKey(), grant.getValue()));
        var live = new LinkedHashMap<GrantId, GrantSpec>();
        Optional<String> lapsed = Optional.empty();
        for (var grant : reaching.entrySet()) {
            var id = grant.getKey();
            var spec = grant.getValue();
            var problem = GrantReach.problem(id, spec, who.id(), who.onBehalfOf(), now);
            if (problem.isEmpty()) {
                live.put(id, spec);
            } else {
                lapsed = problem;
            }
        }
        return new Grants(live, lapsed);
    }

    private static boolean reaches(
            GrantSpec spec, Principal who, TargetName name, TargetSpec target) {
        return GrantReach.isFor(spec, who) && GrantReach.isOn(spec, name, target);
    }

    /** The names of those in force. */
    public List<GrantId> ids() {
        return List.copyOf(live.keySet());
    }

    /** When the first of those in force ends or is suspended; empty if none ever is. */
    Optional<Instant> until() {
        return live.values().stream()
                .flatMap(spec -> Stream.of(spec.expiresAt(), spec.reviewBy()))
                .filter(Objects::nonNull)
                .min(Instant::compareTo);
    }

    /** Why no session may open and no rule is looked at; empty if there is a grant. */
    Optional<String> absence(Principal who, TargetName name) {
        return live.isEmpty()
                ? Optional.of(
                        lapsed.orElse(
                                "%s has no grant on %s."
                                        .formatted(who.id().subject(), name.value())))
                : Optional.empty();
    }

    /** Whether one of those in force has that effect. */
    boolean cover(Effect effect) {
        return live.values().stream().anyMatch(spec -> spec.effects().contains(effect));
    }

    /** The command's effects that no live grant covers. */
    public Set<Effect> beyond(CommandFacts facts) {
        var beyond = EnumSet.noneOf(Effect.class);
        beyond.addAll(facts.effects());
        live.values().forEach(spec -> spec.effects().forEach(beyond::remove));
        if (facts.effects().contains(Effect.UNKNOWN)) {
            beyond.add(Effect.UNKNOWN);
        }
        return beyond;
    }
}

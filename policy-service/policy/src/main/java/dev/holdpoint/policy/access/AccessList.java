package dev.holdpoint.policy.access;

import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.evaluate.GrantReach;
import dev.holdpoint.policy.evaluate.Rulebook;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What all grants gave on all targets at one moment. */
public final class AccessList {
    private final Rulebook rulebook;
    private final Instant at;

    /**
     * @param rulebook what was in force at that moment
     */
    public AccessList(Rulebook rulebook, Instant at) {
        this.rulebook = rulebook;
        this.at = at;
    }

    /** In order of their keys, on one target or, if it is null, on all. */
    public List<Access> of(Who who, @Nullable TargetName target) {
        return rulebook.targets().keySet().stream()
                .filter(name -> target == null || name.equals(target))
                .flatMap(name -> on(name, who))
                .sorted(Comparator.comparing(Access::key))
                .toList();
    }

    private Stream<Access> on(TargetName name, Who who) {
        var target = Objects.requireNonNull(rulebook.targets().get(name));
        var terms = TargetTerms.of(rulebook, name, target);
        return rulebook.grants().entrySet().stream()
                .filter(grant -> GrantReach.isOn(grant.getValue(), name, target))
                .filter(grant -> who.has(grant.getValue()))
                .map(
                        grant ->
                                new Access(
                                        name,
                                        grant.getKey(),
                                        grant.getValue(),
                                        who,
                                        terms,
                                        who.problem(grant.getKey(), grant.getValue(), at)));
    }
}

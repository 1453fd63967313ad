package dev.holdpoint.policy.propose;

import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.TargetName;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What commands that were allowed needed of one grant. */
final class GrantUse {
    private final Set<Effect> effects = EnumSet.noneOf(Effect.class);
    private final Map<String, TargetName> targets = new TreeMap<>();
    private boolean selected;
    private boolean openedSessions;
    private long commands;

    void add(CommandDecided allowed, boolean asked) {
        commands++;
        selected |= asked;
        effects.addAll(allowed.facts().effects());
        targets.put(allowed.target().value(), allowed.target());
    }

    /**
     * Something was released that was beyond every grant, in a session it takes a grant to open.
     */
    void opensSessions() {
        openedSessions = true;
    }

    long commands() {
        return commands;
    }

    /** Whether a command that is asked about needed it. */
    boolean isSelected() {
        return selected;
    }

    /**
     * What of a grant was needed; empty if nothing was. If only the session was that it opens, its
     * effects stay.
     *
     * @param reached the targets it is on
     */
    Optional<GrantSpec> of(GrantSpec spec, Set<TargetName> reached) {
        var needed = spec.effects().stream().filter(effects::contains).toList();
        var names = targets.values().stream().filter(reached::contains).toList();
        boolean all = names.size() == reached.size();
        return names.isEmpty() || needed.isEmpty() && !openedSessions
                ? Optional.empty()
                : Optional.of(
                        new GrantSpec(
                                spec.subjects(),
                                spec.groups(),
                                all ? spec.targets() : names,
                                all ? spec.labels() : Map.of(),
                                needed.isEmpty() ? spec.effects() : needed,
                                spec.owner(),
                                spec.expiresAt(),
                                spec.reviewBy(),
                                spec.origin(),
                                spec.role(),
                                spec.issuedBy(),
                                spec.recipient()));
    }
}

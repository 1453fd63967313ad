package dev.holdpoint.policy.propose;

import dev.holdpoint.eventlog.LoggedEvent;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.policy.evaluate.GrantReach;
import dev.holdpoint.policy.evaluate.Grants;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.passage.Reading;
import dev.holdpoint.policy.simulate.InForce;
import dev.holdpoint.policy.simulate.Recorded;
import dev.holdpoint.policy.simulate.Selection;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which grants and rules the commands on record needed that were allowed, released ones among them.
 * Of several grants that cover a command all count as needed.
 */
final class Usage implements Reading<Recorded> {
    private final Rulebook now;
    private final InForce inForce;
    private final Selection selection;
    private final Map<GrantId, GrantUse> grants = new HashMap<>();
    private final Map<String, RuleUse> rules = new HashMap<>();
    private long commands;

    Usage(Rulebook now, InForce inForce, Selection selection) {
        this.now = now;
        this.inForce = inForce;
        this.selection = selection;
    }

    @Override
    public Recorded read(LoggedEvent logged) {
        return Recorded.of(logged);
    }

    @Override
    public void take(Recorded recorded) {
        if (recorded instanceof Recorded.Decided(var at, var event, _)
                && event.decision() instanceof Decision.Allow allow
                && selection.isIn(at)) {
            allowed(at, event, allow);
        }
    }

    private void allowed(Instant at, CommandDecided event, Decision.Allow allow) {
        commands++;
        boolean asked = selection.selects(event);
        var then = inForce.at(at, allow.revision());
        var books = Stream.concat(then.stream(), Stream.of(now)).toList();
        books.stream()
                .flatMap(rulebook -> covering(rulebook, event))
                .distinct()
                .forEach(id -> grant(id).add(event, asked));
        books.forEach(rulebook -> beyond(rulebook, at, event));
        allow.rules().forEach(rule -> rule(rule).add(event, asked));
    }

    /** What was released beyond all grants needed the session that any of them opens. */
    private void beyond(Rulebook rulebook, Instant at, CommandDecided event) {
        var target = rulebook.targets().get(event.target());
        if (target == null) {
            return;
        }
        var grants = Grants.of(rulebook, event.principal(), event.target(), target, at);
        if (!grants.beyond(event.facts()).isEmpty()) {
            grants.ids().forEach(id -> grant(id).opensSessions());
        }
    }

    private static Stream<GrantId> covering(Rulebook rulebook, CommandDecided event) {
        return rulebook.grants()
                .of(event.principal(), event.target())
                .filter(grant -> covers(rulebook, grant.getValue(), event))
                .map(Map.Entry::getKey);
    }

    private static boolean covers(Rulebook rulebook, GrantSpec spec, CommandDecided event) {
        var target = rulebook.targets().get(event.target());
        return target != null
                && GrantReach.isFor(spec, event.principal())
                && GrantReach.isOn(spec, event.target(), target);
    }

    GrantUse grant(GrantId id) {
        return grants.computeIfAbsent(id, _ -> new GrantUse());
    }

    RuleUse rule(String id) {
        return rules.computeIfAbsent(id, _ -> new RuleUse());
    }

    /** Whether only what some principal or target needed is asked about. */
    boolean isFiltered() {
        return selection.principal() != null || selection.target() != null;
    }

    /** How many commands were allowed. */
    @Override
    public long commands() {
        return commands;
    }
}

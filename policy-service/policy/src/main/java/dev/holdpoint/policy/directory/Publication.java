package dev.holdpoint.policy.directory;

import dev.holdpoint.eventlog.store.Addition;
import dev.holdpoint.events.GrantEvent;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.TargetEvent;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.grant.GrantDecider;
import dev.holdpoint.policy.register.Lapses;
import dev.holdpoint.policy.revision.PolicyDesk;
import dev.holdpoint.policy.revision.Register;
import dev.holdpoint.policy.target.TargetDecider;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings the streams to what is wanted, in one transaction: decisions are made by all of it or by
 * nothing of it, whatever fails and whoever restarts in between.
 */
final class Publication {
    private static final GrantDecider GRANTS = new GrantDecider();
    private static final TargetDecider TARGETS = new TargetDecider();

    private final PolicyDesk desk;
    private final Lapses lapses;

    Publication(PolicyDesk desk) {
        this.desk = desk;
        lapses = new Lapses(desk.changes());
    }

    /** Publishes what differs; a repetition changes nothing. */
    Future<Void> publish(Wanted wanted, Instant at) {
        return desk.keep(wanted.policies(), register -> now(additions(wanted, register, at)))
                .mapEmpty();
    }

    /** With four eyes only what takes rights away does not wait. */
    private List<Addition> now(List<Addition> additions) {
        return desk.fourEyes() ? additions.stream().filter(Proposed::isTaking).toList() : additions;
    }

    /** Records what the clock has done to grants. */
    Future<Void> expire(Rulebook now, Instant at) {
        return lapses.record(now.grants(), at);
    }

    /** What of grants and targets differs. */
    static List<Addition> additions(Wanted wanted, Register now, Instant at) {
        var steps = new Steps(now, new ArrayList<>());
        now.grants().keySet().stream()
                .filter(id -> !wanted.grants().containsKey(id))
                .forEach(id -> steps.add(revoke(id)));
        now.targets().keySet().stream()
                .filter(name -> !wanted.targets().containsKey(name))
                .forEach(name -> steps.add(remove(name)));
        wanted.targets()
                .forEach((name, spec) -> steps.add(new TargetDecider.Action.Describe(name, spec)));
        wanted.grants()
                .forEach((id, spec) -> steps.add(new GrantDecider.Action.Issue(id, spec, at)));
        return steps.additions();
    }

    private static GrantDecider.Action revoke(GrantId id) {
        return new GrantDecider.Action.Revoke(id, "Its document was removed.");
    }

    private static TargetDecider.Action remove(TargetName name) {
        return new TargetDecider.Action.Remove(name);
    }

    private record Steps(Register register, List<Addition> additions) {
        void add(GrantDecider.Action action) {
            List<GrantEvent> events = GRANTS.decide(register.grant(action.grant()).state(), action);
            if (!events.isEmpty()) {
                additions.add(new Addition(GrantDecider.stream(action.grant()), events));
            }
        }

        void add(TargetDecider.Action action) {
            List<TargetEvent> events =
                    TARGETS.decide(register.target(action.target()).state(), action);
            if (!events.isEmpty()) {
                additions.add(new Addition(TargetDecider.stream(action.target()), events));
            }
        }
    }
}

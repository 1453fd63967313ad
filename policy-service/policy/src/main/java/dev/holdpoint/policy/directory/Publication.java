package dev.holdpoint.policy.directory;

import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.HoldpointEvent.Origin;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.grant.GrantDecider;
import dev.holdpoint.policy.register.GrantDesk;
import dev.holdpoint.policy.register.Lapses;
import dev.holdpoint.policy.register.TargetDesk;
import dev.holdpoint.policy.revision.PolicyDesk;
import dev.holdpoint.policy.target.TargetDecider;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Brings the streams to what is wanted. Rights are taken away first and given last, so that no
 * moment in between allows more than the old or the new state does; only a grant whose change both
 * takes and gives stays as it was until then, so that nobody's sessions end over a new owner.
 */
final class Publication {
    private static final Actor SELF = Actor.service("policy-service");

    private final PolicyDesk policies;
    private final TargetDesk targets;
    private final GrantDesk grants;
    private final Lapses lapses;

    Publication(EventStore store, PolicyDesk policies) {
        this.policies = policies;
        targets = new TargetDesk(store);
        grants = new GrantDesk(store);
        lapses = new Lapses(store);
    }

    /** Publishes what differs; a repetition changes nothing. */
    Future<Void> publish(Wanted wanted, Rulebook now, Instant at) {
        var steps = new ArrayList<Supplier<Future<?>>>();
        revocations(wanted, now).forEach(revoke -> steps.add(() -> run(revoke)));
        lessenings(wanted, now).forEach(lessen -> steps.add(() -> run(lessen)));
        removals(wanted, now).forEach(remove -> steps.add(() -> run(remove)));
        steps.add(() -> policies.keep(wanted.policies()));
        wanted.targets()
                .forEach(
                        (name, spec) ->
                                steps.add(
                                        () -> run(new TargetDecider.Action.Describe(name, spec))));
        wanted.grants()
                .forEach(
                        (id, spec) ->
                                steps.add(() -> run(new GrantDecider.Action.Issue(id, spec, at))));
        return inOrder(steps);
    }

    /** Records what the clock has done to grants. */
    Future<Void> expire(Rulebook now, Instant at) {
        return lapses.record(now.grants(), at);
    }

    private static List<GrantDecider.Action> revocations(Wanted wanted, Rulebook now) {
        return now.grants().entrySet().stream()
                .filter(grant -> grant.getValue().origin().equals(Origin.FILE))
                .map(Map.Entry::getKey)
                .filter(id -> !wanted.grants().containsKey(id))
                .<GrantDecider.Action>map(Publication::revoke)
                .toList();
    }

    /** Narrowings; a grant that is changed otherwise is revoked and issued anew in one. */
    private static List<GrantDecider.Action> lessenings(Wanted wanted, Rulebook now) {
        return wanted.grants().entrySet().stream()
                .filter(grant -> now.grants().containsKey(grant.getKey()))
                .filter(grant -> !grant.getValue().equals(now.grants().get(grant.getKey())))
                .<GrantDecider.Action>map(
                        grant -> new GrantDecider.Action.Lessen(grant.getKey(), grant.getValue()))
                .toList();
    }

    private static GrantDecider.Action revoke(GrantId id) {
        return new GrantDecider.Action.Revoke(id, "Its document was removed.");
    }

    private static List<TargetDecider.Action> removals(Wanted wanted, Rulebook now) {
        return now.targets().keySet().stream()
                .filter(name -> !wanted.targets().containsKey(name))
                .<TargetDecider.Action>map(Publication::remove)
                .toList();
    }

    private static TargetDecider.Action remove(TargetName name) {
        return new TargetDecider.Action.Remove(name);
    }

    private Future<?> run(TargetDecider.Action action) {
        return targets.run(SELF, null, action);
    }

    private Future<?> run(GrantDecider.Action action) {
        return grants.run(SELF, null, action);
    }

    private static Future<Void> inOrder(List<Supplier<Future<?>>> steps) {
        Future<Void> done = Future.succeededFuture();
        for (var step : steps) {
            done = done.compose(_ -> step.get().mapEmpty());
        }
        return done;
    }
}

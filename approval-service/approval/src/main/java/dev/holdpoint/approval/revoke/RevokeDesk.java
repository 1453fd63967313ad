package dev.holdpoint.approval.revoke;

import static java.lang.System.Logger.Level.WARNING;

import dev.holdpoint.approval.access.AccessAction;
import dev.holdpoint.approval.hold.HoldAction.Revoke;
import dev.holdpoint.approval.hold.HoldState.Placed;
import dev.holdpoint.approval.hold.People;
import dev.holdpoint.approval.inbox.HoldDesk;
import dev.holdpoint.approval.inbox.Memberships;
import dev.holdpoint.approval.request.AccessDesk;
import dev.holdpoint.eventlog.store.Decided;
import dev.holdpoint.events.AccessRequestId;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.service.Roles;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes back all that a person approved, by whichever account, and that has not run. Before that,
 * tokens of theirs from before are good for no vote any more, and no claim counts what they said.
 */
public final class RevokeDesk {
    /** How many holds one call changes at most, and how many requests for access. */
    public static final int MOST = 100;

    private static final System.Logger LOG = System.getLogger(RevokeDesk.class.getName());

    private final HoldDesk holds;
    private final AccessDesk requests;
    private final OpenApprovals approvals;
    private final Memberships memberships;
    private final People people;

    public RevokeDesk(
            HoldDesk holds,
            AccessDesk requests,
            OpenApprovals approvals,
            Memberships memberships,
            People people) {
        this.holds = holds;
        this.requests = requests;
        this.approvals = approvals;
        this.memberships = memberships;
        this.people = people;
    }

    /** Whose are taken back, by whom and why. */
    public record Order(
            Principal by, PrincipalId account, String reason, @Nullable String traceparent) {}

    /**
     * What was taken back.
     *
     * @param holds as they stand now
     * @param requests for access, refused now
     * @param more whether there may be others
     */
    public record Revoked(List<Placed> holds, List<AccessRequestId> requests, boolean more) {
        public Revoked {
            holds = List.copyOf(holds);
            requests = List.copyOf(requests);
        }
    }

    /** Whether somebody may: as a person, and as one of security. */
    public boolean admits(Principal caller) {
        return people.actsInPerson(caller) && caller.groups().contains(Roles.SECURITY);
    }

    /** The caller is admitted. */
    public Future<Revoked> revoke(Order order) {
        var accounts = people.accountsOf(order.account());
        LOG.log(
                WARNING,
                "approvals revoked: person={0} by={1}",
                people.person(order.account()),
                order.by().id());
        return memberships
                .distrust(accounts)
                .compose(_ -> approvals.holds(people.person(order.account()), accounts))
                .compose(found -> each(found, hold -> revokeHold(order, accounts, hold)))
                .compose(changed -> withRequests(order, accounts, changed));
    }

    private Future<Revoked> withRequests(
            Order order, Set<PrincipalId> accounts, Changed<Placed> changed) {
        return approvals
                .requests(accounts)
                .compose(found -> each(found, one -> revokeRequest(order, accounts, one)))
                .map(
                        refused ->
                                new Revoked(
                                        changed.changed(),
                                        refused.changed(),
                                        changed.more() || refused.more()));
    }

    private Future<List<Placed>> revokeHold(Order order, Set<PrincipalId> accounts, String hold) {
        var action = new Revoke(accounts, order.reason());
        return holds.run(new HoldId(hold), Actor.of(order.by().id()), order.traceparent(), action)
                .map(decided -> isChanged(decided) ? List.of((Placed) decided.state()) : List.of());
    }

    private Future<List<AccessRequestId>> revokeRequest(
            Order order, Set<PrincipalId> accounts, String request) {
        var id = new AccessRequestId(request);
        var by = order.by().id();
        var action = new AccessAction.Revoke(by, accounts, order.reason());
        return requests.run(id, Actor.of(by), order.traceparent(), action)
                .map(decided -> isChanged(decided) ? List.of(id) : List.of());
    }

    private static boolean isChanged(Decided<?, ?> decided) {
        return !decided.events().isEmpty();
    }

    private record Changed<T>(List<T> changed, boolean more) {}

    /** One after the other. */
    private static <T> Future<Changed<T>> each(
            List<String> found, Function<String, Future<List<T>>> change) {
        Future<List<T>> done = Future.succeededFuture(new ArrayList<>());
        for (var one : found) {
            done =
                    done.compose(
                            changed ->
                                    changed.size() == MOST
                                            ? Future.succeededFuture(changed)
                                            : change.apply(one).map(now -> added(changed, now)));
        }
        return done.map(changed -> new Changed<>(changed, changed.size() == MOST));
    }

    private static <T> List<T> added(List<T> changed, List<T> now) {
        changed.addAll(now);
        return changed;
    }
}

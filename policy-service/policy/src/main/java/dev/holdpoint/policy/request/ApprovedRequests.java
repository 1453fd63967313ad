package dev.holdpoint.policy.request;

import static java.lang.System.Logger.Level.WARNING;

import dev.holdpoint.eventlog.GroupReader;
import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.eventlog.LoggedEvent;
import dev.holdpoint.eventlog.store.GroupPositions;
import dev.holdpoint.events.AccessEvent.AccessApproved;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventFamily;
import dev.holdpoint.events.json.UnreadableEvent;
import dev.holdpoint.policy.evaluate.AccessOffers;
import dev.holdpoint.policy.grant.GrantDecider.Action.Give;
import dev.holdpoint.policy.register.GrantDesk;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * Makes a grant of every approved request for access, or an event that says why there is none.
 * Takes each approval at least once; the grant's own stream makes repetitions harmless. Policy is
 * asked again by what is in force in the moment of giving; while nobody knows, the approval waits.
 */
public final class ApprovedRequests {
    private static final System.Logger LOG = System.getLogger(ApprovedRequests.class.getName());

    private final GrantDesk grants;
    private final Objections objections;
    private final GroupPositions positions;
    private final InstantSource clock;

    public ApprovedRequests(
            GrantDesk grants, AccessOffers offers, GroupPositions positions, InstantSource clock) {
        this.grants = grants;
        this.objections = new Objections(offers);
        this.positions = positions;
        this.clock = clock;
    }

    /** Reads on where the group left off; instances share the approvals. */
    public Future<GroupReader> start(Vertx vertx, LogSettings settings) {
        return positions
                .createTable()
                .compose(
                        _ ->
                                GroupReader.start(
                                        vertx,
                                        settings,
                                        "policy.access",
                                        Set.of(EventFamily.APPROVALS),
                                        positions::next,
                                        this::take));
    }

    private Future<Void> take(List<LoggedEvent> batch) {
        return positions.take(batch, ApprovedRequests::matters, this::take);
    }

    /** Nearly every event is of a hold: where the reader is need not be noted each time. */
    private static boolean matters(LoggedEvent logged) {
        try {
            return logged.envelope().event() instanceof AccessApproved;
        } catch (UnreadableEvent _) {
            return false;
        }
    }

    private Future<Void> take(LoggedEvent logged) {
        try {
            var envelope = logged.envelope();
            return envelope.event() instanceof AccessApproved approved
                    ? give(envelope, approved)
                    : Future.succeededFuture();
        } catch (UnreadableEvent e) {
            LOG.log(WARNING, "passed over: position={0} cause={1}", logged.position(), e);
            return Future.succeededFuture();
        }
    }

    private Future<Void> give(Envelope<?> envelope, AccessApproved approved) {
        return grants.run(
                        envelope.actor(),
                        envelope.traceparent(),
                        approved.request().grant(),
                        rulebook ->
                                new Give(
                                        approved,
                                        objections.of(rulebook, approved),
                                        clock.instant()))
                .mapEmpty();
    }
}

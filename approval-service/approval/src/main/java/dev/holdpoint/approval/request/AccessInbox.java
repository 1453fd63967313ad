package dev.holdpoint.approval.request;

import dev.holdpoint.approval.access.AccessAction.Expire;
import dev.holdpoint.approval.access.AccessState;
import dev.holdpoint.approval.inbox.BriefQuery;
import dev.holdpoint.approval.inbox.EventLines;
import dev.holdpoint.approval.inbox.ExpiryClock;
import dev.holdpoint.events.AccessRequestId;
import dev.holdpoint.events.Principal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.StreamSupport;

/** Lists requests for access from the read model, newest first. */
public final class AccessInbox {
    private final Pool pool;
    private final String schema;

    public AccessInbox(Pool pool, String schema) {
        this.pool = pool;
        this.schema = schema;
    }

    /** A request, and the key by which it is listed. */
    public record Listed(String place, AccessState state) {}

    /**
     * One more than {@code limit}, if there are as many.
     *
     * @param seesAll whether those of others, too, that the caller does not vote on
     * @param state {@code all}, or a state
     * @param before those listed after this key; empty for the newest
     */
    public Future<List<Listed>> list(
            Principal caller, boolean seesAll, String state, String before, int limit) {
        var human = caller.onBehalfOf();
        return BriefQuery.of(
                        pool,
                        """
                        SELECT place, history FROM %s.access_requests
                        WHERE ($1 = 'all' OR state = $1)
                          AND ($2 = '' OR place < $2)
                          AND ($3
                            OR (requester_issuer = $4 AND requester_subject = $5
                                AND human_issuer IS NOT DISTINCT FROM $6
                                AND human_subject IS NOT DISTINCT FROM $7)
                            OR ($6::text IS NULL AND human_issuer = $4 AND human_subject = $5)
                            OR groups && $8)
                        ORDER BY place DESC LIMIT $9
                        """
                                .formatted(schema),
                        Tuple.tuple()
                                .addString(state)
                                .addString(before)
                                .addBoolean(seesAll)
                                .addString(caller.id().issuer())
                                .addString(caller.id().subject())
                                .addString(human == null ? null : human.issuer())
                                .addString(human == null ? null : human.subject())
                                .addArrayOfString(caller.groups().toArray(String[]::new))
                                .addInteger(limit + 1))
                .map(
                        rows ->
                                StreamSupport.stream(rows.spliterator(), false)
                                        .map(row -> listed(row.getString(0), row.getString(1)))
                                        .toList());
    }

    private static Listed listed(String place, String history) {
        return new Listed(place, AccessHistory.state(EventLines.events(history)));
    }

    /** Requests that nobody has decided in time. */
    public static ExpiryClock.Due due(String schema, AccessDesk desk) {
        return new ExpiryClock.Due(
                "access requests",
                """
                SELECT request FROM %s.access_requests
                WHERE state = 'open' AND due <= $1 ORDER BY due LIMIT 200
                """
                        .formatted(schema),
                (request, now) ->
                        desk.run(
                                new AccessRequestId(request),
                                ExpiryClock.SELF,
                                null,
                                new Expire(now)));
    }
}

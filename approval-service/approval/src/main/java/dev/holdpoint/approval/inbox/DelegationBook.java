package dev.holdpoint.approval.inbox;

import static java.time.ZoneOffset.UTC;

import dev.holdpoint.events.DelegationEvent.DelegationGiven;
import dev.holdpoint.events.DelegationId;
import dev.holdpoint.events.PrincipalId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads delegations from the read model: to show them, and to find whose one is. */
public final class DelegationBook {
    private static final String PAGE =
            """
            SELECT * FROM %1$s.delegations
            WHERE ($1 = '' OR delegation < $1)
              AND ($2 OR (delegator_issuer = $3 AND delegator_subject = $4)
                OR (delegate_issuer = $3 AND delegate_subject = $4))
              AND ($5 OR (revoked_at IS NULL AND ends > $6))
            ORDER BY delegation DESC LIMIT $7
            """;

    /** As far as their delegators are known to be in those groups still. */
    private static final String HANDED_TO =
            """
            SELECT DISTINCT handed
            FROM %1$s.delegations given
            JOIN %1$s.memberships known
              ON known.issuer = delegator_issuer AND known.subject = delegator_subject
            CROSS JOIN LATERAL unnest(given.groups) AS handed
            WHERE delegate_issuer = $1 AND delegate_subject = $2
              AND revoked_at IS NULL AND begins <= $3 AND ends > $3
              AND handed = ANY (known.groups)
            """;

    private final InboxTables tables;

    public DelegationBook(Pool pool, String schema) {
        this.tables = new InboxTables(pool, schema);
    }

    /**
     * A delegation and how it ended.
     *
     * @param revokedBy the subject of whoever ended it before its time; null if nobody did
     */
    public record Line(
            DelegationGiven given, @Nullable String revokedBy, @Nullable String revokedWhy) {}

    /** Which of them are meant: everybody's or those an account gave or has, also those over. */
    public record Asked(PrincipalId by, boolean everybodys, boolean over) {}

    /**
     * Some of them, the newest first.
     *
     * @param before older than this one; empty for the newest
     */
    public Future<List<Line>> page(Asked asked, String before, int most, Instant now) {
        return tables.execute(
                        PAGE,
                        Tuple.of(
                                before,
                                asked.everybodys(),
                                asked.by().issuer(),
                                asked.by().subject(),
                                asked.over(),
                                now.atOffset(UTC),
                                most))
                .map(rows -> stream(rows).map(DelegationBook::line).toList());
    }

    /** Who gave it. */
    public Future<Optional<PrincipalId>> delegatorOf(DelegationId delegation) {
        return tables.execute(
                        "SELECT * FROM %1$s.delegations WHERE delegation = $1",
                        Tuple.of(delegation.value()))
                .map(rows -> stream(rows).map(row -> line(row).given().delegator()).findFirst());
    }

    /** The groups in whose name an account may vote at {@code now}. */
    public Future<Set<String>> handedTo(PrincipalId delegate, Instant now) {
        return tables.execute(
                        HANDED_TO,
                        Tuple.of(delegate.issuer(), delegate.subject(), now.atOffset(UTC)))
                .map(rows -> stream(rows).map(row -> row.getString(0)).collect(Collectors.toSet()));
    }

    private static Line line(Row row) {
        return new Line(
                new DelegationGiven(
                        new DelegationId(row.getString("delegation")),
                        account(row, "delegator"),
                        account(row, "delegate"),
                        List.of(row.getArrayOfStrings("groups")),
                        row.getOffsetDateTime("begins").toInstant(),
                        row.getOffsetDateTime("ends").toInstant(),
                        row.getString("reason")),
                row.getString("revoked_by"),
                row.getString("revoked_why"));
    }

    private static PrincipalId account(Row row, String who) {
        return new PrincipalId(row.getString(who + "_issuer"), row.getString(who + "_subject"));
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }
}

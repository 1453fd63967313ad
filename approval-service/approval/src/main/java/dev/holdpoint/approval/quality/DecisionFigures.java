package dev.holdpoint.approval.quality;

import static java.time.ZoneOffset.UTC;

import dev.holdpoint.approval.inbox.BriefQuery;
import dev.holdpoint.approval.quality.Figures.Spread;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Counts the decisions in PostgreSQL. */
public final class DecisionFigures {
    private static final String COUNT =
            """
            SELECT key COLLATE "C" AS key, count(*) AS holds,
                count(*) FILTER (WHERE outcome = 'open') AS open,
                count(*) FILTER (WHERE outcome = 'released') AS released,
                count(*) FILTER (WHERE outcome = 'broken') AS broken,
                count(*) FILTER (WHERE outcome = 'broken' AND judged IS NULL) AS to_review,
                count(*) FILTER (WHERE outcome = 'refused') AS refused,
                count(*) FILTER (WHERE outcome = 'expired') AS expired,
                count(*) FILTER (WHERE outcome = 'withdrawn') AS withdrawn,
                count(*) FILTER (WHERE outcome = 'turned_away') AS turned_away,
                percentile_cont(ARRAY[0.5, 0.9, 1]::float8[]) WITHIN GROUP (ORDER BY seconds) AS spread,
                sum(approvals)::bigint AS approvals, sum(quick)::bigint AS quick,
                count(*) FILTER (WHERE judged = 'BAD') AS bad,
                count(*) FILTER (WHERE judged = 'GOOD') AS good
            FROM (%s) counted
            WHERE key COLLATE "C" > $3
            GROUP BY 1 ORDER BY 1 LIMIT $4
            """;

    private static final double MILLIS = 1_000;

    private final Pool pool;
    private final String schema;

    public DecisionFigures(Pool pool, String schema) {
        this.pool = pool;
        this.schema = schema;
    }

    /**
     * Figures of some of the holds.
     *
     * @param key which: a rule, a target, a day, or an account as {@code issuer#subject}
     */
    public record Of(String key, Figures figures) {}

    /**
     * One for each key, in their order.
     *
     * @param after the key they come after; empty for the first ones
     */
    public Future<List<Of>> by(Grouping by, Window window, String after, int limit) {
        return count(by.counted(schema), by.days(window), window, after, limit);
    }

    /** Of all holds of the window. */
    public Future<Figures> total(Window window) {
        return count(Grouping.all(schema), window.days(), window, "", 1)
                .map(rows -> rows.isEmpty() ? Figures.NONE : rows.getFirst().figures());
    }

    private Future<List<Of>> count(
            String counted, double days, Window window, String after, int limit) {
        var parameters =
                Tuple.of(window.from().atOffset(UTC), window.to().atOffset(UTC), after, limit);
        return BriefQuery.of(pool, COUNT.formatted(counted), parameters)
                .map(
                        rows ->
                                StreamSupport.stream(rows.spliterator(), false)
                                        .map(
                                                row ->
                                                        new Of(
                                                                row.getString("key"),
                                                                figures(row, days)))
                                        .toList());
    }

    private static Figures figures(Row row, double days) {
        long holds = row.getLong("holds");
        long approvals = row.getLong("approvals");
        long quick = row.getLong("quick");
        return new Figures(
                holds,
                row.getLong("open"),
                row.getLong("released"),
                row.getLong("broken"),
                row.getLong("to_review"),
                row.getLong("refused"),
                row.getLong("expired"),
                row.getLong("withdrawn"),
                row.getLong("turned_away"),
                rounded(holds / days),
                spread(row.getArrayOfDoubles("spread")),
                approvals,
                quick,
                approvals == 0 ? null : rounded((double) quick / approvals),
                row.getLong("bad"),
                row.getLong("good"));
    }

    private static @Nullable Spread spread(Double @Nullable [] seconds) {
        return seconds == null
                ? null
                : new Spread(rounded(seconds[0]), rounded(seconds[1]), rounded(seconds[2]));
    }

    private static double rounded(double figure) {
        return Math.round(figure * MILLIS) / MILLIS;
    }
}

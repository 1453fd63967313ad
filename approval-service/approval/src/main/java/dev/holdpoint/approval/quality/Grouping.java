package dev.holdpoint.approval.quality;

/** By what holds are counted. */
public enum Grouping {
    /** By each rule that held it; a hold of two rules counts for both. */
    RULE("unnest(d.rules)"),
    TARGET("d.target"),
    /** By the day it was placed on, in UTC. */
    DAY("to_char(d.placed AT TIME ZONE 'UTC', 'YYYY-MM-DD')"),
    /** By each account whose vote on it stands, with the time of that vote. */
    APPROVER("v.issuer || '#' || v.subject");

    private static final String HOLDS =
            """
            SELECT %s AS key, d.outcome, d.judged,
                CASE WHEN d.outcome IN ('released', 'refused')
                    THEN extract(epoch FROM d.ended - d.placed)::float8 END AS seconds,
                a.approvals, a.quick
            FROM {schema}.decisions d CROSS JOIN LATERAL (
                SELECT count(*) AS approvals, count(*) FILTER (WHERE %s) AS quick
                FROM {schema}.decision_votes v
                WHERE v.hold = d.hold AND v.stands AND v.vote = 'APPROVE') a
            WHERE d.placed >= $1 AND d.placed < $2
            """;

    private static final String VOTES =
            """
            SELECT %s AS key, d.outcome, d.judged,
                extract(epoch FROM v.cast_at - v.asked)::float8 AS seconds,
                (v.vote = 'APPROVE')::int AS approvals,
                (v.vote = 'APPROVE' AND %s)::int AS quick
            FROM {schema}.decisions d JOIN {schema}.decision_votes v USING (hold)
            WHERE v.stands AND d.placed >= $1 AND d.placed < $2
            """;

    private static final String QUICK = "v.cast_at - v.asked < interval '5 seconds'";

    private final String key;

    Grouping(String key) {
        this.key = key;
    }

    /**
     * What is counted: key, outcome, judgement, seconds, approvals and quick ones; window in $1 and
     * $2.
     */
    String counted(String schema) {
        return counted(this == APPROVER ? VOTES : HOLDS, key, schema);
    }

    /** All holds under one key. */
    static String all(String schema) {
        return counted(HOLDS, "'all'", schema);
    }

    private static String counted(String sql, String key, String schema) {
        return sql.formatted(key, QUICK).replace("{schema}", schema);
    }

    /** How long the time is that a row's holds are of. */
    double days(Window window) {
        return this == DAY ? 1 : window.days();
    }
}

package dev.holdpoint.approval.revoke;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.json.EventJson;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Finds what a person may have approved and what is not run or decided yet: by the read models, and
 * by what was approved of within the last minute, which they may not know.
 */
public final class OpenApprovals {
    private static final String HOLDS =
            """
            SELECT hold FROM %1$s.holds
            WHERE state IN ('open', 'released')
              AND EXISTS (SELECT 1 FROM unnest($1::text[]) one WHERE strpos(history, one) > 0)
            UNION
            SELECT hold FROM %1$s.limited_acts WHERE issuer = $2 AND subject = $3
            ORDER BY hold
            """;
    private static final String REQUESTS =
            """
            SELECT request FROM %1$s.access_requests
            WHERE state = 'open'
              AND EXISTS (SELECT 1 FROM unnest($1::text[]) one WHERE strpos(history, one) > 0)
            ORDER BY request
            """;

    private final Pool pool;
    private final String schema;

    public OpenApprovals(Pool pool, String schema) {
        this.pool = pool;
        this.schema = schema;
    }

    /**
     * Holds whose history names one of the accounts.
     *
     * @param person by which limits count them
     */
    Future<List<String>> holds(PrincipalId person, Set<PrincipalId> accounts) {
        return ids(HOLDS, Tuple.of(names(accounts), person.issuer(), person.subject()));
    }

    /** Requests for access whose history names one of the accounts. */
    Future<List<String>> requests(Set<PrincipalId> accounts) {
        return ids(REQUESTS, Tuple.tuple().addArrayOfString(names(accounts)));
    }

    /** As they are written in the lines of a history. */
    private static String[] names(Set<PrincipalId> accounts) {
        return accounts.stream()
                .map(account -> new String(EventJson.encodeValue(account), UTF_8))
                .toArray(String[]::new);
    }

    private Future<List<String>> ids(String sql, Tuple parameters) {
        return pool.preparedQuery(sql.formatted(schema))
                .execute(parameters)
                .map(
                        rows ->
                                StreamSupport.stream(rows.spliterator(), false)
                                        .map(row -> row.getString(0))
                                        .toList());
    }
}

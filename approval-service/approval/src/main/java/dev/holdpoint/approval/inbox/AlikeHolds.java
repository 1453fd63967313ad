package dev.holdpoint.approval.inbox;

import dev.holdpoint.approval.hold.Ballot;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Finds open holds that ask for the very same, from the read model. */
public final class AlikeHolds {
    private static final String OPEN =
            """
            SELECT alike, hold FROM %1$s.holds
            WHERE state = 'open' AND alike = ANY ($1) ORDER BY hold
            """;

    private final InboxTables tables;

    public AlikeHolds(Pool pool, String schema) {
        this.tables = new InboxTables(pool, schema);
    }

    /** The open ones of each kind, the oldest first. */
    public Future<Map<String, List<String>>> open(Collection<String> kinds) {
        return tables.execute(OPEN, Tuple.tuple().addArrayOfString(kinds.toArray(String[]::new)))
                .map(
                        rows ->
                                StreamSupport.stream(rows.spliterator(), false)
                                        .collect(
                                                Collectors.groupingBy(
                                                        row -> row.getString(0),
                                                        Collectors.mapping(
                                                                row -> row.getString(1),
                                                                Collectors.toList()))));
    }

    /** Those like this one, but for itself. */
    public Future<List<String>> open(Ballot ballot) {
        var kind = Alikeness.key(ballot.placed());
        var self = ballot.placed().hold().value();
        return open(List.of(kind))
                .map(
                        open ->
                                open.getOrDefault(kind, List.of()).stream()
                                        .filter(hold -> !hold.equals(self))
                                        .toList());
    }
}

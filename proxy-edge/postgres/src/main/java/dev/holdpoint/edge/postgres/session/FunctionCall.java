package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.edge.postgres.session.kept.Bound;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A FunctionCall message (section 55.2.5) for one of PostgreSQL's own functions on large objects,
 * which drivers call this way: the same as a statement that selects it.
 *
 * @param text the statement
 * @param values for people
 * @param content what an approval is bound to
 */
record FunctionCall(String text, List<String> values, Bound.Content content) {
    /** Their numbers are the same in every PostgreSQL ({@code pg_proc.dat}). */
    static final Map<Integer, String> KNOWN =
            Map.ofEntries(
                    Map.entry(715, "lo_create($1)"),
                    Map.entry(952, "lo_open($1, $2)"),
                    Map.entry(953, "lo_close($1)"),
                    Map.entry(954, "loread($1, $2)"),
                    Map.entry(955, "lowrite($1, $2)"),
                    Map.entry(956, "lo_lseek($1, $2, $3)"),
                    Map.entry(957, "lo_creat($1)"),
                    Map.entry(958, "lo_tell($1)"),
                    Map.entry(964, "lo_unlink($1)"),
                    Map.entry(1004, "lo_truncate($1, $2)"),
                    Map.entry(3170, "lo_lseek64($1, $2, $3)"),
                    Map.entry(3171, "lo_tell64($1)"),
                    Map.entry(3172, "lo_truncate64($1, $2)"));

    FunctionCall {
        values = List.copyOf(values);
    }

    /** Empty if the function is any other. */
    static Optional<FunctionCall> read(PgFrame frame) {
        var body = frame.body();
        var called = KNOWN.get(body.readInt());
        var content = Bound.Content.rest(body);
        var values = Bound.values(body);
        body.readShort();
        body.end();
        return Optional.ofNullable(called)
                .map(call -> new FunctionCall("SELECT pg_catalog." + call, values, content));
    }
}

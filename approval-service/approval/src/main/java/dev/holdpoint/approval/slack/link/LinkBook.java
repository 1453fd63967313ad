package dev.holdpoint.approval.slack.link;

import dev.holdpoint.events.ChatMember;
import dev.holdpoint.events.PrincipalId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/** Reads links from the read model: to show them, and to find those of an account. */
public final class LinkBook {
    private static final String COLUMNS =
            "SELECT service, workspace, member, issuer, subject, linked_at FROM %1$s.chat_links ";

    private final Pool pool;
    private final String schema;

    public LinkBook(Pool pool, String schema) {
        this.pool = pool;
        this.schema = schema;
    }

    /** A link that is in force. */
    public record Line(ChatMember member, PrincipalId account, Instant linkedAt) {}

    /** The chat accounts of an account. */
    Future<List<ChatMember>> of(PrincipalId account) {
        return lines(account).map(lines -> lines.stream().map(Line::member).toList());
    }

    /** The links of an account. */
    public Future<List<Line>> lines(PrincipalId account) {
        return read(
                COLUMNS + "WHERE issuer = $1 AND subject = $2 ORDER BY linked_at",
                Tuple.of(account.issuer(), account.subject()));
    }

    /** Everybody's, the newest first, up to so many. */
    public Future<List<Line>> all(int most) {
        return read(COLUMNS + "ORDER BY linked_at DESC LIMIT $1", Tuple.of(most));
    }

    private Future<List<Line>> read(String sql, Tuple parameters) {
        return pool.preparedQuery(sql.formatted(schema))
                .execute(parameters)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false))
                .map(rows -> rows.map(LinkBook::line).toList());
    }

    private static Line line(Row row) {
        return new Line(
                new ChatMember(row.getString(0), row.getString(1), row.getString(2)),
                new PrincipalId(row.getString(3), row.getString(4)),
                row.getOffsetDateTime(5).toInstant());
    }
}

package dev.holdpoint.eventlog.projection;

import static java.time.ZoneOffset.UTC;

import dev.holdpoint.eventlog.Bytes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How this package talks to PostgreSQL. */
final class Sql {
    private static final char VISIBLE_NUL = '\u2400';

    private Sql() {}

    static <T extends @Nullable Object> Future<T> inTransaction(
            SqlConnection connection, Supplier<Future<T>> work) {
        return connection
                .begin()
                .compose(
                        transaction ->
                                Future.succeededFuture()
                                        .compose(_ -> work.get())
                                        .compose(result -> transaction.commit().map(result))
                                        .recover(
                                                failure ->
                                                        transaction
                                                                .rollback()
                                                                .transform(
                                                                        _ ->
                                                                                Future.failedFuture(
                                                                                        failure))));
    }

    /** Until the transaction ends, unqualified names mean this schema. */
    static Future<Void> searchPath(SqlConnection connection, String schema) {
        return run(connection, "SET LOCAL search_path TO " + schema);
    }

    static Future<Void> run(SqlConnection connection, String sql) {
        return connection.query(sql).execute().mapEmpty();
    }

    /** One after the other. */
    static Future<Void> runAll(SqlConnection connection, List<String> statements) {
        Future<Void> done = Future.succeededFuture();
        for (var sql : statements) {
            done = done.compose(_ -> run(connection, sql));
        }
        return done;
    }

    static Tuple tuple(List<@Nullable Object> parameters) {
        var tuple = Tuple.tuple();
        parameters.forEach(parameter -> tuple.addValue(value(parameter)));
        return tuple;
    }

    private static @Nullable Object value(@Nullable Object parameter) {
        return switch (parameter) {
            case Instant instant -> instant.atOffset(UTC);
            case Enum<?> constant -> constant.name();
            case String text -> storable(text);
            case List<?> list ->
                    list.stream().map(String::valueOf).map(Sql::storable).toArray(String[]::new);
            case Bytes bytes -> Buffer.buffer(bytes.array());
            case byte[] bytes -> Buffer.buffer(bytes);
            case null -> null;
            default -> parameter;
        };
    }

    /** A text of PostgreSQL's has no NUL; what an event says must not be missing for one. */
    private static String storable(String text) {
        return text.replace('\0', VISIBLE_NUL);
    }

    /** Whether the row itself is at fault (SQLSTATE class 22 or 23), so that retrying is no use. */
    static boolean refusesData(Throwable failure) {
        return failure instanceof PgException refused
                && refused.getSqlState() != null
                && (refused.getSqlState().startsWith("22")
                        || refused.getSqlState().startsWith("23"));
    }
}

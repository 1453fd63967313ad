package dev.holdpoint.eventlog.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdpoint.eventlog.store.SchemaName;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Sha256;
import io.vertx.core.Future;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.SqlConnection;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 over tables' rows as text, each table in the order of that text. */
final class RowDigest {
    private static final int PAGE = 500;

    private final SqlConnection connection;
    private final SchemaName schema;
    private final MessageDigest digest = Sha256.start();

    RowDigest(SqlConnection connection, SchemaName schema) {
        this.connection = connection;
        this.schema = schema;
    }

    Future<Digest> of(List<String> tables) {
        return Sql.inTransaction(
                        connection,
                        () ->
                                Sql.run(
                                                connection,
                                                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;"
                                                        + " SET LOCAL TimeZone TO 'UTC'")
                                        .compose(_ -> addAll(tables)))
                .map(_ -> new Digest("sha256:" + HexFormat.of().formatHex(digest.digest())));
    }

    private Future<Void> addAll(List<String> tables) {
        Future<Void> done = Future.succeededFuture();
        for (var table : tables) {
            done = done.compose(_ -> addTable(table));
        }
        return done;
    }

    private Future<Void> addTable(String table) {
        add(table);
        var sql =
                "SELECT t::text FROM %s.%s t ORDER BY t::text COLLATE \"C\""
                        .formatted(schema, table);
        return connection
                .prepare(sql)
                .compose(
                        statement ->
                                addRows(statement.cursor()).eventually(() -> statement.close()));
    }

    private Future<Void> addRows(Cursor cursor) {
        return cursor.read(PAGE)
                .compose(
                        rows -> {
                            rows.forEach(row -> add(row.getString(0)));
                            return cursor.hasMore() ? addRows(cursor) : cursor.close();
                        });
    }

    private void add(String text) {
        var bytes = text.getBytes(UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }
}

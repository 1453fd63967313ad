package dev.holdpoint.edge.postgres.login;

import dev.holdpoint.edge.postgres.wire.FrontendFrames;
import dev.holdpoint.edge.postgres.wire.PgBody;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.Report;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One query of the edge's own on a target, its rows read as text; NULL reads as empty. */
public final class RowQuery {
    private final Promise<List<List<String>>> done = Promise.promise();
    private final List<List<String>> rows = new ArrayList<>();
    private @Nullable TargetRefused refused;

    private RowQuery() {}

    /** Runs {@code sql} on a connection nobody else uses meanwhile. */
    public static Future<List<List<String>>> run(TargetConnection connection, String sql) {
        return run(connection, FrontendFrames.query(sql).bytes());
    }

    /** As above with {@code frames} that are answered by one ReadyForQuery. */
    public static Future<List<List<String>>> run(TargetConnection connection, Buffer frames) {
        var query = new RowQuery();
        connection.frames(
                query::accept, reason -> query.done.tryFail(new TargetRefused("lost: " + reason)));
        connection.write(frames);
        return query.done.future();
    }

    private void accept(PgFrame frame) {
        switch (frame.kind()) {
            case 'D' -> rows.add(row(frame.body()));
            case 'E' -> refused = TargetRefused.query(Report.read(frame).sqlState());
            case 'Z' -> finish();
            default -> {}
        }
    }

    private void finish() {
        if (refused == null) {
            done.tryComplete(List.copyOf(rows));
        } else {
            done.tryFail(refused);
        }
    }

    private static List<String> row(PgBody body) {
        int count = body.readShort();
        var row = new ArrayList<String>(Math.min(count, 2_000));
        for (int i = 0; i < count; i++) {
            int length = body.readInt();
            row.add(length < 0 ? "" : PgBody.utf8(body.readBytes(length)));
        }
        body.end();
        return List.copyOf(row);
    }
}

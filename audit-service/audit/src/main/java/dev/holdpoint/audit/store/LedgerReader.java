package dev.holdpoint.audit.store;

import dev.holdpoint.ledger.Hash;
import dev.holdpoint.ledger.MerkleTree.Node;
import dev.holdpoint.ledger.export.ExportedEntry;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The readers' side of the ledger's tables. */
public final class LedgerReader {
    private final Pool pool;

    public LedgerReader(Pool pool) {
        this.pool = pool;
    }

    /** The hashes of complete subtrees, leaves included. */
    public Future<Map<Node, Hash>> nodes(List<Node> nodes) {
        if (nodes.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        var levels = nodes.stream().map(Node::level).toArray(Integer[]::new);
        var indexes = nodes.stream().map(Node::index).toArray(Long[]::new);
        return pool.preparedQuery(
                        """
                        WITH asked AS (
                            SELECT * FROM unnest($1::integer[], $2::bigint[]) AS a(level, index))
                        SELECT level, index, hash FROM asked JOIN audit.ledger_nodes
                            USING (level, index)
                        UNION ALL
                        SELECT 0, index, leaf FROM asked JOIN audit.ledger_entries USING (index)
                            WHERE level = 0
                        """)
                .execute(Tuple.from(new Object[] {levels, indexes}))
                .map(LedgerReader::hashes);
    }

    private static Map<Node, Hash> hashes(RowSet<Row> rows) {
        var hashes = new HashMap<Node, Hash>();
        for (var row : rows) {
            hashes.put(
                    new Node(row.getInteger("level"), row.getLong("index")),
                    EntryRows.hash(row, "hash"));
        }
        return hashes;
    }

    /** The newest checkpoint, if one was signed. */
    public Future<Optional<StoredCheckpoint>> newestCheckpoint() {
        return pool.query(
                        "SELECT size, note FROM audit.ledger_checkpoints ORDER BY size DESC LIMIT 1")
                .execute()
                .map(rows -> list(rows, LedgerReader::checkpoint).stream().findFirst());
    }

    /** Checkpoints after a size and up to another, in order. */
    public Future<List<StoredCheckpoint>> checkpoints(long after, long upTo, int limit) {
        return pool.preparedQuery(
                        """
                        SELECT size, note FROM audit.ledger_checkpoints
                        WHERE size > $1 AND size <= $2 ORDER BY size LIMIT $3
                        """)
                .execute(Tuple.of(after, upTo, limit))
                .map(rows -> list(rows, LedgerReader::checkpoint));
    }

    /** Entries from an index on, below another, in order. */
    public Future<List<ExportedEntry>> entries(long from, long below, int limit) {
        return pool.preparedQuery(
                        """
                        SELECT index, content, leaf, chain FROM audit.ledger_entries
                        WHERE index >= $1 AND index < $2 ORDER BY index LIMIT $3
                        """)
                .execute(Tuple.of(from, below, limit))
                .map(rows -> list(rows, EntryRows::entry));
    }

    /** The first entry that holds an event. */
    public Future<Optional<Long>> indexOf(String eventId) {
        return pool.preparedQuery(
                        """
                        SELECT index FROM audit.ledger_entries WHERE event_id = $1
                        ORDER BY index LIMIT 1
                        """)
                .execute(Tuple.of(eventId))
                .map(rows -> list(rows, row -> row.getLong("index")).stream().findFirst());
    }

    private static StoredCheckpoint checkpoint(Row row) {
        return new StoredCheckpoint(row.getLong("size"), row.getString("note"));
    }

    private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> read) {
        var list = new ArrayList<T>(rows.size());
        rows.forEach(row -> list.add(read.apply(row)));
        return list;
    }
}

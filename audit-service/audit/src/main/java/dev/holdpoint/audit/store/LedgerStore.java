package dev.holdpoint.audit.store;

import dev.holdpoint.eventlog.LogPartition;
import dev.holdpoint.ledger.Hash;
import dev.holdpoint.ledger.HashChain;
import dev.holdpoint.ledger.MerkleTree.Node;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The writer's side of the ledger's tables: terms, appends, checkpoints. */
public final class LedgerStore {
    private final Pool pool;
    private final String origin;

    public LedgerStore(Pool pool, String origin) {
        this.pool = pool;
        this.origin = origin;
    }

    public Future<Void> createSchema() {
        return pool.withTransaction(
                        connection -> connection.query(LedgerSchema.DDL).execute().mapEmpty())
                .compose(
                        _ ->
                                pool.preparedQuery(
                                                """
                                                INSERT INTO audit.ledger_head
                                                    (origin, epoch, size, chain)
                                                VALUES ($1, 0, 0, $2) ON CONFLICT DO NOTHING
                                                """)
                                        .execute(Tuple.of(origin, buffer(HashChain.start(origin))))
                                        .mapEmpty());
    }

    /** Starts a writer's term: from now on, appends of earlier terms are refused. */
    public Future<LedgerHead> openTerm() {
        return pool.preparedQuery(
                        """
                        UPDATE audit.ledger_head SET epoch = epoch + 1 WHERE origin = $1
                        RETURNING epoch, size, chain
                        """)
                .execute(Tuple.of(origin))
                .map(
                        rows -> {
                            if (rows.size() == 0) {
                                throw new IllegalStateException(
                                        "the database holds another log than " + origin);
                            }
                            var row = rows.iterator().next();
                            return new LedgerHead(
                                    row.getLong("epoch"),
                                    row.getLong("size"),
                                    EntryRows.hash(row, "chain"));
                        });
    }

    /** The head as committed last; fails with {@link Fenced} if the term is over. */
    public Future<LedgerHead> head(long epoch) {
        return pool.query("SELECT epoch, size, chain FROM audit.ledger_head")
                .execute()
                .map(
                        rows -> {
                            var row = rows.iterator().next();
                            if (row.getLong("epoch") != epoch) {
                                throw new Fenced(epoch);
                            }
                            return new LedgerHead(
                                    epoch, row.getLong("size"), EntryRows.hash(row, "chain"));
                        });
    }

    /** Remembers the first key that signs this ledger and answers it ever after. */
    public Future<String> pinKey(String verifierKey) {
        return pool.preparedQuery(
                        """
                        UPDATE audit.ledger_head SET verifier_key = coalesce(verifier_key, $1)
                        RETURNING verifier_key
                        """)
                .execute(Tuple.of(verifierKey))
                .map(rows -> rows.iterator().next().getString(0));
    }

    /**
     * Appends in one transaction.
     *
     * @return fails with {@link Fenced} if the term is over or the ledger has another size
     */
    public Future<Void> append(long epoch, Growth growth) {
        return pool.withTransaction(
                connection ->
                        moveHead(connection, epoch, growth)
                                .compose(_ -> insertEntries(connection, growth))
                                .compose(_ -> insertNodes(connection, growth)));
    }

    private static Future<Void> moveHead(SqlConnection connection, long epoch, Growth growth) {
        return connection
                .preparedQuery(
                        """
                        UPDATE audit.ledger_head SET size = $3, chain = $4
                        WHERE epoch = $1 AND size = $2
                        """)
                .execute(
                        Tuple.of(
                                epoch,
                                growth.size(),
                                growth.size() + growth.entries().size(),
                                buffer(growth.chain())))
                .compose(
                        rows ->
                                rows.rowCount() == 1
                                        ? Future.succeededFuture()
                                        : Future.failedFuture(new Fenced(epoch)));
    }

    private static Future<Void> insertEntries(SqlConnection connection, Growth growth) {
        return connection
                .preparedQuery(EntryRows.INSERT)
                .execute(EntryRows.parameters(growth.entries()))
                .mapEmpty();
    }

    private static Future<Void> insertNodes(SqlConnection connection, Growth growth) {
        var levels = new Integer[growth.nodes().size()];
        var indexes = new Long[growth.nodes().size()];
        var hashes = new Buffer[growth.nodes().size()];
        for (int i = 0; i < levels.length; i++) {
            var subtree = growth.nodes().get(i);
            levels[i] = subtree.node().level();
            indexes[i] = subtree.node().index();
            hashes[i] = buffer(subtree.hash());
        }
        return connection
                .preparedQuery(
                        """
                        INSERT INTO audit.ledger_nodes (level, index, hash)
                        SELECT * FROM unnest($1::integer[], $2::bigint[], $3::bytea[])
                        """)
                .execute(Tuple.of(levels, indexes, hashes))
                .mapEmpty();
    }

    /** The offset after the last one kept of a partition. */
    public Future<Long> nextOffset(LogPartition partition) {
        return pool.preparedQuery(
                        """
                        SELECT coalesce(max(log_offset) + 1, 0) FROM audit.ledger_entries
                        WHERE topic = $1 AND partition = $2
                        """)
                .execute(Tuple.of(partition.topic(), partition.partition()))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** The highest sequence kept of each of the streams that are known. */
    public Future<Map<String, Long>> lastSequences(Collection<String> streams) {
        return pool.preparedQuery(
                        """
                        SELECT s.stream, (SELECT max(e.sequence) FROM audit.ledger_entries e
                                          WHERE e.stream = s.stream) AS last
                        FROM unnest($1::text[]) AS s(stream)
                        """)
                .execute(Tuple.of(streams.toArray(String[]::new)))
                .map(
                        rows -> {
                            var last = new HashMap<String, Long>();
                            for (var row : rows) {
                                if (row.getLong("last") != null) {
                                    last.put(row.getString("stream"), row.getLong("last"));
                                }
                            }
                            return last;
                        });
    }

    /** The hashes of complete subtrees, leaves included. */
    public Future<Map<Node, Hash>> nodes(List<Node> nodes) {
        return new LedgerReader(pool).nodes(nodes);
    }

    /** Keeps a signed note. */
    public Future<Void> addCheckpoint(long size, String note) {
        return pool.preparedQuery(
                        """
                        INSERT INTO audit.ledger_checkpoints (size, note) VALUES ($1, $2)
                        ON CONFLICT DO NOTHING
                        """)
                .execute(Tuple.of(size, note))
                .mapEmpty();
    }

    /** The version of the ledger's own stream of events in this service's event store. */
    public Future<Long> journalVersion() {
        return pool.preparedQuery(
                        """
                        SELECT coalesce(max(version), 0) FROM audit.events WHERE stream_id = $1
                        """)
                .execute(Tuple.of(origin))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private static Buffer buffer(Hash hash) {
        return Buffer.buffer(hash.bytes());
    }
}

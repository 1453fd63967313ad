package dev.holdpoint.audit.store;

import dev.holdpoint.ledger.Hash;
import dev.holdpoint.ledger.LedgerEntry;
import dev.holdpoint.ledger.export.ExportedEntry;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries as parameters of the insert and as rows of a query. */
final class EntryRows {
    static final String INSERT =
            """
            INSERT INTO audit.ledger_entries (index, topic, partition, log_offset, stream,
                sequence, event_id, content, leaf, chain)
            SELECT * FROM unnest($1::bigint[], $2::text[], $3::integer[], $4::bigint[],
                $5::text[], $6::bigint[], $7::text[], $8::bytea[], $9::bytea[], $10::bytea[])
            """;

    private EntryRows() {}

    static Tuple parameters(List<ExportedEntry> entries) {
        var indexes = new Long[entries.size()];
        var topics = new String[entries.size()];
        var partitions = new Integer[entries.size()];
        var offsets = new Long[entries.size()];
        @Nullable String[] streams = new @Nullable String[entries.size()];
        @Nullable Long[] sequences = new @Nullable Long[entries.size()];
        @Nullable String[] eventIds = new @Nullable String[entries.size()];
        var contents = new Buffer[entries.size()];
        var leaves = new Buffer[entries.size()];
        var chains = new Buffer[entries.size()];
        for (int i = 0; i < entries.size(); i++) {
            var exported = entries.get(i);
            var entry = exported.entry();
            indexes[i] = exported.index();
            topics[i] = entry.topic();
            partitions[i] = entry.partition();
            offsets[i] = entry.offset();
            streams[i] = StreamSequence.stream(entry);
            sequences[i] = StreamSequence.sequence(entry);
            eventIds[i] = StreamSequence.storable(entry.headers().get("ce_id"));
            contents[i] = Buffer.buffer(entry.canonical());
            leaves[i] = Buffer.buffer(exported.leaf().bytes());
            chains[i] = Buffer.buffer(exported.chain().bytes());
        }
        return Tuple.from(
                new Object[] {
                    indexes, topics, partitions, offsets, streams,
                    sequences, eventIds, contents, leaves, chains
                });
    }

    static ExportedEntry entry(Row row) {
        return new ExportedEntry(
                row.getLong("index"),
                LedgerEntry.parse(row.getBuffer("content").getBytes()),
                hash(row, "leaf"),
                hash(row, "chain"));
    }

    static Hash hash(Row row, String column) {
        return Hash.of(row.getBuffer(column).getBytes());
    }
}

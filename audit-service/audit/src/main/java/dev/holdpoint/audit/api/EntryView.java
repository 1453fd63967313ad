package dev.holdpoint.audit.api;

import dev.holdpoint.ledger.export.ExportedEntry;
import java.util.Base64;
import java.util.SortedMap;

/** A ledger entry as the API answers it; {@code value} is base64. */
public record EntryView(
        long index,
        String topic,
        int partition,
        long offset,
        String key,
        SortedMap<String, String> headers,
        String value,
        String leaf,
        String chain) {
    static EntryView of(ExportedEntry exported) {
        var entry = exported.entry();
        return new EntryView(
                exported.index(),
                entry.topic(),
                entry.partition(),
                entry.offset(),
                entry.key(),
                entry.headers(),
                Base64.getEncoder().encodeToString(entry.value()),
                exported.leaf().hex(),
                exported.chain().hex());
    }
}

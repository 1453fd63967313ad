package dev.holdpoint.audit.api;

import dev.holdpoint.audit.store.LedgerReader;
import dev.holdpoint.audit.store.StoredCheckpoint;
import dev.holdpoint.ledger.export.ExportLayout;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the ledger up to a checkpoint as a ZIP archive of the export's files, page by page: the
 * receiver's pace is the pace of reading.
 */
public final class LedgerExport {
    private static final int PAGE = 500;

    private final LedgerReader ledger;

    public LedgerExport(LedgerReader ledger) {
        this.ledger = ledger;
    }

    /** Blocks until all is written; not for event loops. */
    public void write(StoredCheckpoint upTo, OutputStream out) throws IOException {
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(ExportLayout.ENTRIES));
            writeEntries(upTo.size(), zip);
            zip.closeEntry();
            writeCheckpoints(upTo.size(), zip);
        }
    }

    private void writeEntries(long size, ZipOutputStream zip) throws IOException {
        for (long index = 0; index < size; ) {
            var page = await(ledger.entries(index, size, PAGE));
            if (page.isEmpty() || page.getFirst().index() != index) {
                throw new IOException("the ledger's table lacks entry " + index);
            }
            for (var entry : page) {
                zip.write(entry.encode());
            }
            index = page.getLast().index() + 1;
        }
    }

    private void writeCheckpoints(long size, ZipOutputStream zip) throws IOException {
        long after = -1;
        var page = await(ledger.checkpoints(after, size, PAGE));
        while (!page.isEmpty()) {
            for (var checkpoint : page) {
                var name = ExportLayout.noteName(checkpoint.size());
                zip.putNextEntry(new ZipEntry(ExportLayout.CHECKPOINTS + "/" + name));
                zip.write(checkpoint.note().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
                after = checkpoint.size();
            }
            page = await(ledger.checkpoints(after, size, PAGE));
        }
    }

    private static <T> T await(Future<T> future) throws IOException {
        try {
            return future.toCompletionStage().toCompletableFuture().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException("the ledger cannot be read", e.getCause());
        }
    }
}

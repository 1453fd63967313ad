package dev.holdpoint.edge.postgres.session.command;

import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.Report;
import dev.holdpoint.events.CommandEvent.ResultRecorded;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.RecordingEvent.ResultChunk;
import dev.holdpoint.events.Sha256;
import io.vertx.core.buffer.Buffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records what a command's client is shown, as it passes: the very bytes, masked. */
final class ResultTape {
    private static final String FORMAT = "postgresql-3";
    private static final int CHUNK = 64 * 1024;

    private final ResultRecording recording;
    private final CommandId command;
    private final boolean replicates;
    private Buffer part = Buffer.buffer();
    private byte[] link = new byte[0];
    private boolean described;
    private long chunks;
    private long bytes;
    private long streamed;
    private long streamedBytes;

    /**
     * @param replicates whether data that streams is counted instead of kept
     */
    ResultTape(ResultRecording recording, CommandId command, boolean replicates) {
        this.recording = recording;
        this.command = command;
        this.replicates = replicates;
    }

    /**
     * The client is shown this.
     *
     * @param description of rows that were described to it before the command ran; null if unknown
     */
    void shown(PgFrame frame, @Nullable PgFrame description) {
        if (replicates && frame.kind() == 'd') {
            streamed++;
            streamedBytes += frame.length();
            return;
        }
        if (!described && frame.kind() == 'D' && description != null) {
            take(description.bytes());
        }
        described |= frame.kind() == 'T' || frame.kind() == 'D';
        take(frame.bytes());
    }

    /** One of several statements is through: the next one's rows are described anew. */
    void statementEnded() {
        described = false;
    }

    private void take(Buffer shown) {
        bytes += shown.length();
        int from = 0;
        while (from < shown.length()) {
            int to = Math.min(shown.length(), from + CHUNK - part.length());
            part.appendBuffer(shown, from, to - from);
            from = to;
            if (part.length() == CHUNK) {
                cut();
            }
        }
    }

    private void cut() {
        var data = part.getBytes();
        part = Buffer.buffer();
        chunks++;
        var previous = link.length == 0 ? null : digest(link);
        var sha = Sha256.start();
        sha.update(link);
        link = sha.digest(data);
        recording.add(
                new ResultChunk(
                        recording.session(),
                        command,
                        chunks,
                        previous,
                        digest(link),
                        FORMAT,
                        Base64.getEncoder().encodeToString(data)),
                data.length);
    }

    /** All that was shown so far, which more may follow; empty if nothing was. */
    Optional<ResultRecorded> end() {
        if (streamed > 0) {
            take(remark().bytes());
            streamed = 0;
            streamedBytes = 0;
        }
        if (part.length() > 0) {
            cut();
        }
        return chunks == 0
                ? Optional.empty()
                : Optional.of(
                        new ResultRecorded(
                                recording.session(), command, chunks, bytes, digest(link)));
    }

    /** Stands for what was streamed, as the client was not shown it. */
    private PgFrame remark() {
        return Report.of(
                        "NOTICE",
                        "00000",
                        "Holdpoint does not keep what replication streams: %d messages, %d bytes"
                                .formatted(streamed, streamedBytes))
                .notice();
    }

    private static Digest digest(byte[] sha256) {
        return new Digest("sha256:" + HexFormat.of().formatHex(sha256));
    }
}

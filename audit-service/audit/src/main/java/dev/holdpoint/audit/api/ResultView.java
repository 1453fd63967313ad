package dev.holdpoint.audit.api;

import dev.holdpoint.audit.api.CommandView.RecordingView;
import dev.holdpoint.audit.recordings.Recorded;
import dev.holdpoint.audit.recordings.Recordings;
import dev.holdpoint.audit.recordings.Recordings.Shown;
import dev.holdpoint.audit.recordings.postgres.Mark;
import dev.holdpoint.audit.recordings.postgres.ShownStatement;
import dev.holdpoint.audit.sessions.CommandRow;
import dev.holdpoint.service.Problem;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a command's client was shown, or a page of it.
 *
 * @param verification of the whole recording: {@code verified}, {@code incomplete}, {@code broken}
 *     or {@code gone}
 * @param reason what is missing or wrong; null if it is verified
 * @param recording what the session's stream says of it; null while it says nothing
 * @param statements in order; one that began on the page before goes on with the same number
 * @param malformed why nothing is shown from some byte on; null if all can be read
 * @param next cursor of the page after this one; null if this is the last
 */
public record ResultView(
        String session,
        String command,
        String verification,
        @Nullable String reason,
        @Nullable RecordingView recording,
        List<ShownStatement> statements,
        @Nullable String malformed,
        @Nullable String next) {
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final int MOST_ROWS = 1_000;

    static Mark mark(String cursor) {
        return cursor.isEmpty()
                ? Mark.START
                : Mark.parse(cursor)
                        .orElseThrow(
                                () ->
                                        new Problem(
                                                400,
                                                "bad-cursor",
                                                "Give the cursor that the page before named"));
    }

    /**
     * @param row null if the session has no such command
     */
    static Uni<ResultView> of(
            @Nullable CommandRow row, String command, Recordings recordings, Mark from, int limit) {
        if (row == null) {
            throw new Problem(404, "no-command", "The session has no command " + command);
        }
        var rows = Math.clamp(limit, 1, MOST_ROWS);
        var shown = recordings.shown(row.session, row.id, recorded(row), from, rows);
        return Uni.createFrom()
                .completionStage(shown.toCompletionStage())
                .ifNoItem()
                .after(DEADLINE)
                .failWith(
                        () ->
                                new Problem(
                                        503,
                                        "recordings-unavailable",
                                        "The recordings do not answer"))
                .map(found -> of(row, found));
    }

    private static @Nullable Recorded recorded(CommandRow row) {
        return row.recordedDigest == null
                ? null
                : new Recorded(
                        row.recordedChunks,
                        row.recordedBytes,
                        row.recordedDigest.substring(row.recordedDigest.indexOf(':') + 1),
                        row.recordedAt.toInstant());
    }

    private static ResultView of(CommandRow row, Optional<Shown> found) {
        var shown =
                found.orElseThrow(
                        () ->
                                new Problem(
                                        404, "no-recording", "Nothing of its result was recorded"));
        var part = shown.part();
        return new ResultView(
                row.session,
                row.id,
                shown.verification().verdict().name().toLowerCase(Locale.ROOT),
                shown.verification().reason(),
                RecordingView.of(row),
                part.statements(),
                part.malformed(),
                part.next() == null ? null : part.next().toString());
    }
}

package dev.holdpoint.audit.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.holdpoint.audit.sessions.CommandRow;
import dev.holdpoint.audit.sessions.HoldRow;
import dev.holdpoint.audit.sessions.VoteRow;
import dev.holdpoint.events.PrincipalId;
import io.vertx.core.json.JsonArray;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One command of a transcript, with everything that was decided about it.
 *
 * @param text the statement, credential literals replaced
 * @param statements what each does; null unless the text has several
 * @param decision the last one: {@code ALLOW}, {@code DENY} or {@code HOLD}
 * @param rules every rule that matched, the deciding one first
 * @param hold where it waited, and who voted
 * @param outcome null while none is known
 * @param masks those applied to the result, each with its rule, column and number of values
 * @param recording how much of its result was recorded; null if it was not
 */
public record CommandView(
        String command,
        String session,
        @Nullable String text,
        @JsonRawValue String parameters,
        @JsonRawValue String kinds,
        @JsonRawValue String effects,
        @JsonRawValue @Nullable String statements,
        @Nullable String digest,
        @Nullable String decision,
        @Nullable String reason,
        @Nullable String rule,
        @JsonRawValue String rules,
        @Nullable String revision,
        @Nullable HoldView hold,
        @Nullable String refusalCode,
        @Nullable String refusalReason,
        @Nullable String outcome,
        @Nullable Long rows,
        @JsonRawValue String maskedColumns,
        @JsonRawValue String masks,
        @Nullable String errorCode,
        @Nullable RecordingView recording,
        OffsetDateTime receivedAt,
        @Nullable OffsetDateTime decidedAt,
        @Nullable OffsetDateTime endedAt) {

    /**
     * A hold and its votes; {@code state} is null until approval-service has placed it.
     *
     * @param standIns groups whose members counted for all others from {@code escalatedAt} on
     */
    public record HoldView(
            String hold,
            @Nullable String state,
            @Nullable OffsetDateTime expiresAt,
            @Nullable OffsetDateTime remindedAt,
            @Nullable OffsetDateTime escalatedAt,
            List<String> standIns,
            List<VoteView> votes) {}

    /**
     * One vote.
     *
     * @param inPlaceOf whose vote it is; null if the approver's own
     */
    public record VoteView(
            String approver,
            String vote,
            String reason,
            OffsetDateTime votedAt,
            @Nullable String inPlaceOf) {
        static VoteView of(VoteRow row) {
            var approver = new PrincipalId(row.issuer, row.subject).toString();
            var delegator =
                    row.delegatorSubject == null
                            ? null
                            : new PrincipalId(row.delegatorIssuer, row.delegatorSubject).toString();
            return new VoteView(approver, row.vote, row.reason, row.votedAt, delegator);
        }
    }

    /** What the session's stream says of a recorded result. */
    public record RecordingView(long chunks, long bytes, String digest) {
        static @Nullable RecordingView of(CommandRow row) {
            return row.recordedDigest == null
                    ? null
                    : new RecordingView(row.recordedChunks, row.recordedBytes, row.recordedDigest);
        }
    }

    static CommandView of(CommandRow row, @Nullable HoldRow hold, List<VoteRow> votes) {
        return new CommandView(
                row.id,
                row.session,
                row.statement,
                row.parameters,
                row.kinds,
                row.effects,
                row.statements,
                row.digest,
                row.decision,
                row.reason,
                firstOf(row.rules),
                row.rules,
                row.revision,
                row.hold == null ? null : hold(row.hold, hold, votes),
                row.refusalCode,
                row.refusalReason,
                row.outcome,
                row.resultRows,
                row.maskedColumns,
                row.masks,
                row.errorCode,
                RecordingView.of(row),
                row.receivedAt,
                row.decidedAt,
                row.endedAt);
    }

    private static HoldView hold(String id, @Nullable HoldRow hold, List<VoteRow> votes) {
        var views = votes.stream().map(VoteView::of).toList();
        return hold == null
                ? new HoldView(id, null, null, null, null, List.of(), views)
                : new HoldView(
                        id,
                        hold.state,
                        hold.expiresAt,
                        hold.remindedAt,
                        hold.escalatedAt,
                        hold.standIns == null ? List.of() : texts(hold.standIns),
                        views);
    }

    private static @Nullable String firstOf(String jsonList) {
        return texts(jsonList).stream().findFirst().orElse(null);
    }

    private static List<String> texts(String jsonList) {
        return new JsonArray(jsonList).stream().map(String::valueOf).toList();
    }
}

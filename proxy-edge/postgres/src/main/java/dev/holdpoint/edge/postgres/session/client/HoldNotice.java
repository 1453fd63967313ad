package dev.holdpoint.edge.postgres.session.client;

import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.Report;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;

/** Tells a client that its command waits, for whom and until when. */
public final class HoldNotice {
    private HoldNotice() {}

    /** The notice of a hold. */
    public static PgFrame of(HoldId hold, Decision.Hold why, Instant expiresAt) {
        var who =
                why.terms().order().stream()
                        .map(HoldNotice::approvers)
                        .collect(Collectors.joining(", then "));
        return Report.of(
                        "NOTICE",
                        "01000",
                        "Holdpoint holds this command for approval: hold %s, expires %s"
                                .formatted(hold, expiresAt.truncatedTo(ChronoUnit.SECONDS)))
                .detail(
                        "%s (rule %s). It may be released by %s."
                                .formatted(why.reason(), String.join(", ", why.rules()), who))
                .hint(
                        "An approver runs: ./holdpoint approvals approve %s --as <approver>. Cancel to withdraw it."
                                .formatted(hold))
                .notice();
    }

    private static String approvers(HoldTerms.Stage stage) {
        return stage.from().stream()
                .map(part -> "%d of group %s".formatted(part.votes(), part.group()))
                .collect(Collectors.joining(" and "));
    }
}

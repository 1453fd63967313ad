package dev.holdpoint.edge.postgres.session.client;

import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.Report;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;

/** Tells a client that its command waits, for whom and until when. */
public final class HoldNotice {
    private HoldNotice() {}

    /** The notice of a hold. */
    public static PgFrame of(HoldId hold, Decision.Hold why, Instant expiresAt) {
        var who =
                why.terms().quorum().stream()
                        .map(part -> "%d of group %s".formatted(part.votes(), part.group()))
                        .collect(Collectors.joining(" and "));
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
}

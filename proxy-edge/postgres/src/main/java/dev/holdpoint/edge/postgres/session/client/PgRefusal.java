package dev.holdpoint.edge.postgres.session.client;

import dev.holdpoint.edge.hold.Ticket;
import dev.holdpoint.edge.postgres.wire.Report;
import dev.holdpoint.edge.relay.Refusal;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.RefusalCode.Origin;
import dev.holdpoint.sql.Analysis;
import java.time.temporal.ChronoUnit;

/** A refusal in PostgreSQL's own words. */
public final class PgRefusal {
    private static final String SYNTAX_ERROR = "42601";
    private static final String INVALID_AUTHORIZATION = "28000";

    private PgRefusal() {}

    /** What the client is told of a refusal. */
    public static Report report(Refusal refusal) {
        var ticket = refusal.ticket();
        var severity = refusal.sessionLost() ? "FATAL" : "ERROR";
        var report = Report.of(severity, sqlState(refusal.code()), message(refusal));
        var revision = refusal.revision() == null ? "" : ", policy revision " + refusal.revision();
        var command = "command " + refusal.command() + revision;
        return ticket == null
                ? report.detail(command).hint(wording(refusal.code()).hint())
                : report.detail(refusal.reason() + " " + command).hint(hint(ticket));
    }

    /** Of a text: where it is not PostgreSQL, the client is shown the place. */
    public static Report report(Refusal refusal, Analysis analysis) {
        var report = report(refusal);
        return analysis instanceof Analysis.NotUnderstood(_, _, _, int errorAt)
                        && errorAt > 0
                        && !refusal.sessionLost()
                ? report.with('C', SYNTAX_ERROR).with('P', Integer.toString(errorAt))
                : report;
    }

    private static String message(Refusal refusal) {
        var rule = refusal.rule() == null ? "" : " (rule " + refusal.rule() + ")";
        var ticket = refusal.ticket();
        return ticket == null
                ? "Holdpoint %s this command: %s%s"
                        .formatted(verb(refusal.code()), refusal.reason(), rule)
                : "Holdpoint holds this command for approval: hold %s, expires %s%s"
                        .formatted(
                                ticket.hold(),
                                ticket.expiresAt().truncatedTo(ChronoUnit.SECONDS),
                                rule);
    }

    private static String hint(Ticket ticket) {
        return ("Nothing was sent to the target. Approvers decide at %s. Run the very same command"
                        + " again within %d s after its release: it is then let through, once.")
                .formatted(ticket.url(), ticket.windowSeconds());
    }

    /** What a client is told whose session is refused. */
    public static Report ofSession(RefusalCode code, String reason) {
        var sqlState =
                switch (code.origin()) {
                    case SERVICE, TARGET -> sqlState(code);
                    case PERMISSION, COMMAND, HOLD, CLIENT -> INVALID_AUTHORIZATION;
                };
        return Report.of("FATAL", sqlState, "Holdpoint refused the session: " + reason);
    }

    /** The same, with what the client may do about it; empty if nothing. */
    public static Report ofSession(RefusalCode code, String reason, String hint) {
        var report = ofSession(code, reason);
        return hint.isEmpty() ? report : report.hint(hint);
    }

    private static String verb(RefusalCode code) {
        return code.origin() == Origin.SERVICE ? "cannot decide" : "denied";
    }

    /** SQLSTATE of a refusal; a stock client knows what to do with each. */
    static String sqlState(RefusalCode code) {
        return wording(code).sqlState();
    }

    private static Wording wording(RefusalCode code) {
        return switch (code) {
            case POLICY_DENIED, NO_GRANT, HOLD_REFUSED, CLAIM_REFUSED -> unsent("42501", "");
            case HELD_AS_TICKET -> unsent("42501", " Once it is approved, run it again as it is.");
            case TOO_MANY_HOLDS -> unsent("53400", " Run it again once fewer commands wait.");
            case HOLD_EXPIRED, HOLD_WITHDRAWN, CLIENT_CANCELLED, CLIENT_GONE ->
                    unsent("57014", " Run it again to ask again.");
            case POLICY_UNAVAILABLE, LOG_UNAVAILABLE, APPROVAL_UNAVAILABLE ->
                    unsent("58000", " Try again.");
            case TARGET_UNAVAILABLE -> unsent("08001", "");
            case AUTHENTICATION_FAILED -> unsent("28P01", "");
            case UNKNOWN_TARGET -> unsent("3D000", "");
            case CREDENTIAL_EXPIRED -> unsent("57P01", "");
            case PROTOCOL_VIOLATION -> unsent("08P01", "");
            case TOO_LARGE -> new Wording("54000", "Split the command.");
            case NOT_UNDERSTOOD ->
                    new Wording(
                            "0A000",
                            "What cannot be understood is not forwarded. Write it more plainly.");
        };
    }

    private static Wording unsent(String sqlState, String advice) {
        return new Wording(sqlState, "Nothing was sent to the target." + advice);
    }

    private record Wording(String sqlState, String hint) {}
}

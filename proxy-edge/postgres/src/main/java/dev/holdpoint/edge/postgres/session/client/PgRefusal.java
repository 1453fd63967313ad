package dev.holdpoint.edge.postgres.session.client;

import dev.holdpoint.edge.hold.Ticket;
import dev.holdpoint.edge.postgres.wire.Report;
import dev.holdpoint.edge.relay.Refusal;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.sql.Analysis;
import java.time.temporal.ChronoUnit;

/** A refusal in PostgreSQL's own words. */
public final class PgRefusal {
    private static final String SYNTAX_ERROR = "42601";

    private PgRefusal() {}

    /** What the client is told of a refusal. */
    public static Report report(Refusal refusal) {
        var ticket = refusal.ticket();
        var severity = refusal.sessionLost() ? "FATAL" : "ERROR";
        var report = Report.of(severity, sqlState(refusal.code()), message(refusal));
        var revision = refusal.revision() == null ? "" : ", policy revision " + refusal.revision();
        var command = "command " + refusal.command() + revision;
        return ticket == null
                ? report.detail(command).hint(hint(refusal.code()))
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

    /** SQLSTATE of a refusal; a stock client knows what to do with each. */
    static String sqlState(RefusalCode code) {
        return switch (code) {
            case POLICY_DENIED, NO_GRANT, HOLD_REFUSED, HELD_AS_TICKET, CLAIM_REFUSED -> "42501";
            case NOT_UNDERSTOOD -> "0A000";
            case TOO_LARGE -> "54000";
            case HOLD_EXPIRED, HOLD_WITHDRAWN, CLIENT_CANCELLED, CLIENT_GONE -> "57014";
            case POLICY_UNAVAILABLE, LOG_UNAVAILABLE, APPROVAL_UNAVAILABLE -> "58000";
            case TARGET_UNAVAILABLE -> "08001";
            case AUTHENTICATION_FAILED -> "28P01";
            case UNKNOWN_TARGET -> "3D000";
            case CREDENTIAL_EXPIRED -> "57P01";
            case PROTOCOL_VIOLATION -> "08P01";
        };
    }

    private static String verb(RefusalCode code) {
        return switch (code) {
            case POLICY_UNAVAILABLE, LOG_UNAVAILABLE, APPROVAL_UNAVAILABLE -> "cannot decide";
            case AUTHENTICATION_FAILED,
                    UNKNOWN_TARGET,
                    NO_GRANT,
                    POLICY_DENIED,
                    TARGET_UNAVAILABLE,
                    NOT_UNDERSTOOD,
                    TOO_LARGE,
                    HOLD_REFUSED,
                    HOLD_EXPIRED,
                    HOLD_WITHDRAWN,
                    HELD_AS_TICKET,
                    CLAIM_REFUSED,
                    CLIENT_CANCELLED,
                    CLIENT_GONE,
                    PROTOCOL_VIOLATION,
                    CREDENTIAL_EXPIRED ->
                    "denied";
        };
    }

    private static String hint(RefusalCode code) {
        return switch (code) {
            case POLICY_UNAVAILABLE, LOG_UNAVAILABLE, APPROVAL_UNAVAILABLE ->
                    "Nothing was sent to the target. Try again.";
            case NOT_UNDERSTOOD ->
                    "What cannot be understood is not forwarded. Write it more plainly.";
            case TOO_LARGE -> "Split the command.";
            case HOLD_EXPIRED, HOLD_WITHDRAWN, CLIENT_CANCELLED, CLIENT_GONE ->
                    "Nothing was sent to the target. Run it again to ask again.";
            case HELD_AS_TICKET ->
                    "Nothing was sent to the target. Once it is approved, run it again as it is.";
            case AUTHENTICATION_FAILED,
                    UNKNOWN_TARGET,
                    NO_GRANT,
                    POLICY_DENIED,
                    TARGET_UNAVAILABLE,
                    HOLD_REFUSED,
                    CLAIM_REFUSED,
                    PROTOCOL_VIOLATION,
                    CREDENTIAL_EXPIRED ->
                    "Nothing was sent to the target.";
        };
    }
}

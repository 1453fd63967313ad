package dev.holdpoint.approval.inbox;

import dev.holdpoint.approval.hold.HoldAction.Withdraw;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionEnd;

/** What the end of a session says about the holds it leaves. */
final class SessionEnding {
    private SessionEnding() {}

    static Withdraw withdraw(SessionEnd end) {
        return switch (end) {
            case CLIENT_CLOSED -> new Withdraw(RefusalCode.CLIENT_GONE, "it closed its session");
            case TARGET_CLOSED ->
                    new Withdraw(RefusalCode.TARGET_UNAVAILABLE, "the target closed the session");
            case CREDENTIAL_EXPIRED ->
                    new Withdraw(
                            RefusalCode.CREDENTIAL_EXPIRED, "the session's credential expired");
            case GRANT_REVOKED ->
                    new Withdraw(RefusalCode.NO_GRANT, "the requester's grant was revoked");
            case POLICY_CHANGED ->
                    new Withdraw(RefusalCode.POLICY_DENIED, "policy ended what the session ran");
            case POLICY_UNAVAILABLE ->
                    new Withdraw(
                            RefusalCode.POLICY_UNAVAILABLE,
                            "policy did not say whether what the session ran may go on");
            case PROTOCOL_ERROR ->
                    new Withdraw(RefusalCode.PROTOCOL_VIOLATION, "the session broke its protocol");
            case KILLED -> new Withdraw(RefusalCode.HOLD_WITHDRAWN, "somebody ended the session");
            case LOG_UNAVAILABLE ->
                    new Withdraw(RefusalCode.LOG_UNAVAILABLE, "the session could not be recorded");
            case EDGE_STOPPED, EDGE_LOST ->
                    new Withdraw(RefusalCode.HOLD_WITHDRAWN, "the session's edge is gone");
        };
    }
}

package dev.holdpoint.approval.access;

import dev.holdpoint.approval.access.AccessState.Approved;
import dev.holdpoint.approval.access.AccessState.Asked;
import dev.holdpoint.approval.access.AccessState.Expired;
import dev.holdpoint.approval.access.AccessState.Open;
import dev.holdpoint.approval.access.AccessState.Refused;
import dev.holdpoint.approval.access.AccessState.Withdrawn;

/** Tells people why a vote comes too late. */
final class OverReason {
    private OverReason() {}

    static String of(Asked state) {
        return switch (state) {
            case Open(var requested, _) ->
                    "The request expired at %s.".formatted(requested.expiresAt());
            case Expired(var requested, _) ->
                    "The request expired at %s.".formatted(requested.expiresAt());
            case Approved(_, _, _, var until) ->
                    "The request is already approved: access until %s.".formatted(until);
            case Refused(_, _, var approver, var reason) ->
                    "The request was refused by " + approver.subject() + because(reason);
            case Withdrawn(_, _, var reason) -> "The request was withdrawn" + because(reason);
        };
    }

    private static String because(String reason) {
        return reason.isBlank() ? "." : ": " + reason;
    }
}

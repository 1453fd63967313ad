package dev.holdpoint.approval.hold;

import dev.holdpoint.approval.hold.ActionRefused.HoldIsOver;
import dev.holdpoint.approval.hold.HoldState.Claimed;
import dev.holdpoint.approval.hold.HoldState.Expired;
import dev.holdpoint.approval.hold.HoldState.Open;
import dev.holdpoint.approval.hold.HoldState.Placed;
import dev.holdpoint.approval.hold.HoldState.Refused;
import dev.holdpoint.approval.hold.HoldState.Released;
import dev.holdpoint.approval.hold.HoldState.Withdrawn;
import dev.holdpoint.events.RefusalCode;
import java.time.Instant;
import java.util.Optional;

/** Tells people why a vote or a claim comes too late. */
public final class VoidReason {
    private VoidReason() {}

    /** Why a vote would be void at {@code now}; empty while votes count. */
    public static Optional<String> of(Placed state, Instant now) {
        return switch (state) {
            case Open open ->
                    open.isDue(now)
                            ? Optional.of(expired(open.ballot().placed().expiresAt()))
                            : Optional.empty();
            case Released released ->
                    Optional.of(
                            released.isDue(now)
                                    ? unclaimed(released.claimUntil())
                                    : "The hold is already released.");
            case Claimed _ ->
                    Optional.of("The hold is already claimed: its session took the release.");
            case Refused(_, var approver, var reason) ->
                    Optional.of("The hold was refused by " + approver.subject() + because(reason));
            case Expired(_, var at, var released) ->
                    Optional.of(released ? unclaimed(at) : expired(at));
            case Withdrawn(_, var code, var reason) -> Optional.of(withdrawn(code, reason));
        };
    }

    /** The refusal of a vote or claim on a hold that is decided or dead at {@code now}. */
    static HoldIsOver over(Placed state, Instant now) {
        return new HoldIsOver(of(state, now).orElseThrow());
    }

    static void requireInTime(Open open, Instant now) {
        if (open.isDue(now)) {
            throw over(open, now);
        }
    }

    private static String expired(Instant at) {
        return "The hold expired at " + at + ".";
    }

    private static String unclaimed(Instant at) {
        return "The hold was released but nobody claimed it before " + at + ".";
    }

    private static String withdrawn(RefusalCode code, String reason) {
        var why =
                switch (code.origin()) {
                    case CLIENT ->
                            code == RefusalCode.CLIENT_GONE
                                    ? " because the client went away"
                                    : " because the client cancelled";
                    case PERMISSION, SERVICE, TARGET, COMMAND, HOLD -> "";
                };
        return "The hold was withdrawn" + why + because(reason);
    }

    private static String because(String reason) {
        return reason.isBlank() ? "." : ": " + reason;
    }
}

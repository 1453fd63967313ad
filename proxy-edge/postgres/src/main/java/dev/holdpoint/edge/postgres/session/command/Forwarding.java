package dev.holdpoint.edge.postgres.session.command;

import dev.holdpoint.edge.hold.HoldRoom;
import dev.holdpoint.edge.hold.Settlement.Abandoned;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.RefusalCode;
import org.jspecify.annotations.Nullable;

/**
 * Whether the command that is decided or held now may still be forwarded: its client may cancel it,
 * or leave, at any moment before.
 */
public final class Forwarding {
    private final HoldRoom holds;
    private @Nullable HoldId held;
    private @Nullable Abandoned abandoned;
    private boolean waiting;
    private boolean gone;

    Forwarding(HoldRoom holds) {
        this.holds = holds;
    }

    /** A command is decided from now on. */
    void deciding() {
        waiting = true;
        abandoned = gone ? abandoned : null;
    }

    /** It is held. */
    void held(HoldId hold) {
        held = hold;
        settleIfAbandoned();
    }

    /** It is decided, or will be asked about again. */
    void decided() {
        held = null;
        waiting = false;
    }

    /** Whether a command is being decided or held: nothing of it has been forwarded yet. */
    public boolean isWaiting() {
        return waiting;
    }

    /** Whether people are being asked. */
    public boolean isHeld() {
        return waiting && held != null;
    }

    /** Whether the session is about to end: nothing more is decided. */
    public boolean hasLeft() {
        return gone;
    }

    /** Why nothing may be forwarded any more; null if it may. */
    @Nullable Abandoned abandoned() {
        return abandoned;
    }

    /** The client cancels the command that is decided or held now, if any. */
    public void cancel() {
        if (waiting && abandoned == null) {
            abandoned =
                    new Abandoned(RefusalCode.CLIENT_CANCELLED, "the client cancelled the command");
            settleIfAbandoned();
        }
    }

    /** So much waits behind the held command that nobody would notice its client leave. */
    void outgrown(String reason) {
        if (abandoned == null) {
            abandoned = new Abandoned(RefusalCode.HOLD_WITHDRAWN, reason);
            settleIfAbandoned();
        }
    }

    /** The session ends: whatever is decided or held now, or later, is not forwarded. */
    public void leave(String reason) {
        gone = true;
        abandoned = new Abandoned(RefusalCode.CLIENT_GONE, reason);
        settleIfAbandoned();
    }

    private void settleIfAbandoned() {
        if (held != null && abandoned != null) {
            holds.settle(held, abandoned);
        }
    }
}

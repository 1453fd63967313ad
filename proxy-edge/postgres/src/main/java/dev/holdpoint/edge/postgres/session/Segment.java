package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.edge.postgres.session.command.Portal;
import dev.holdpoint.edge.postgres.wire.PgFrame;

/** What the client has sent since its last Sync, as far as its meaning depends on it. */
final class Segment {
    private final KeptBind bind;
    private boolean skipping;
    private boolean executed;
    private boolean begun;
    private boolean letGo;

    Segment(KeptBind bind) {
        this.bind = bind;
    }

    /** After an error every message but Sync is skipped, whatever protocol it belongs to. */
    boolean isSkipping() {
        return skipping;
    }

    void skip() {
        skipping = true;
        bind.forget();
    }

    /** Whether Execute may have begun a transaction that only Sync ends. */
    boolean hasExecuted() {
        return executed;
    }

    void executed() {
        begun = true;
        executed = true;
        bind.forget();
    }

    /** A portal is bound whose planning may have run anything. */
    void planned() {
        letGo = false;
        executed();
    }

    /** Whether the target may keep locks of what it was sent, executed or not. */
    boolean hasBegun() {
        return begun;
    }

    void begun() {
        begun = true;
    }

    /** The edge has ended what was begun, and with it the portals, while a command is held. */
    void letGo() {
        begun = false;
        letGo = true;
    }

    /** Whether what was begun has been let go; the answer is given once. */
    boolean takeLetGo() {
        boolean was = letGo;
        letGo = false;
        return was;
    }

    /** A portal is bound, in this place. */
    void bound(Portal portal, PgFrame frame) {
        letGo = false;
        if (!executed) {
            bind.keep(portal, frame);
        }
    }

    /** The portal that was bound last. */
    KeptBind bind() {
        return bind;
    }

    void synced() {
        skipping = false;
        queried();
    }

    /** A Query ended whatever transaction Execute had begun without Sync. */
    void queried() {
        executed = false;
        begun = false;
        letGo = false;
        bind.forget();
    }
}

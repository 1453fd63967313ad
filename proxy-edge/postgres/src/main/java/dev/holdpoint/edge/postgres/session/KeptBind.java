package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.edge.postgres.session.command.Portal;
import dev.holdpoint.edge.postgres.session.kept.SessionNames;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import org.jspecify.annotations.Nullable;

/**
 * The Bind message of the portal that was bound last, until it is executed or could mean something
 * else: a portal that was let go can be bound again with it.
 */
final class KeptBind {
    private static final int FREE = 16 * 1024;

    private final SessionNames names;
    private @Nullable Portal portal;
    private @Nullable PgFrame bind;
    private int charged;

    KeptBind(SessionNames names) {
        this.names = names;
    }

    /** Keeps a Bind message instead of the one before, if there is memory for it. */
    void keep(Portal of, PgFrame frame) {
        forget();
        if (frame.length() <= FREE || hasRoomFor(frame.length())) {
            portal = of;
            bind = frame.kept();
        }
    }

    private boolean hasRoomFor(int length) {
        charge(length);
        boolean room = names.objection() == null;
        if (!room) {
            charge(0);
        }
        return room;
    }

    private void charge(int length) {
        names.keep(length - charged);
        charged = length;
    }

    /** What a portal was bound with, unless that is not kept. */
    @Nullable PgFrame of(Portal bound) {
        return portal == bound ? bind : null;
    }

    void forget() {
        if (charged > 0) {
            charge(0);
        }
        portal = null;
        bind = null;
    }
}

package dev.holdpoint.edge.postgres.session.upstream;

import io.vertx.core.Future;

/** What stops the target's answers while the client must not see them yet. */
interface Gate {
    boolean isShut();

    void shut();

    void open();

    /** Shuts, and does this before it opens if so; otherwise the target is left. */
    void openIf(Future<Boolean> stands, Runnable first);
}

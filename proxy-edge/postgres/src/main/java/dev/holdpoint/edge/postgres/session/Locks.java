package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.edge.postgres.session.command.Portal;
import dev.holdpoint.edge.postgres.session.upstream.NameBook;
import dev.holdpoint.edge.postgres.session.upstream.Upstream;

/**
 * What the target locks for the sake of messages before a held command. Reading and binding lock
 * what they name up to Sync, in a transaction nobody has asked for: it is ended while people look,
 * unless something would be lost with it. Then it counts as a transaction.
 */
final class Locks {
    private final Upstream upstream;
    private final NameBook book;
    private final Segment segment;

    Locks(Upstream upstream, NameBook book, Segment segment) {
        this.upstream = upstream;
        this.book = book;
        this.segment = segment;
    }

    /** Whether a transaction is open that only the client may end. */
    boolean inTransaction() {
        return segment.hasExecuted() || upstream.answers().transaction() != 'I';
    }

    /** Whether a command that executes no portal would wait with locks. */
    boolean stayWithout() {
        return inTransaction() || segment.hasBegun() && book.hasPortals();
    }

    /** Whether a command that is held before it is bound would wait with locks. */
    boolean stayBefore(String portal) {
        return inTransaction() || segment.hasBegun() && !book.bindsOnly(portal);
    }

    /** Whether the command a portal was bound for would wait with locks. */
    boolean stayWith(String name, Portal portal) {
        return inTransaction()
                || segment.hasBegun()
                        && (segment.bind().of(portal) == null || !book.bindsOnly(name));
    }

    /** A command is held that waits without locks. */
    void letGo() {
        if (segment.hasBegun() && upstream.letGo()) {
            segment.letGo();
        }
    }
}

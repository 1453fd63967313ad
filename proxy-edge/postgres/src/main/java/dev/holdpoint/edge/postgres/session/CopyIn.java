package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.edge.postgres.session.upstream.Upstream;
import dev.holdpoint.edge.postgres.wire.FrontendFrames;
import dev.holdpoint.edge.postgres.wire.PgFrame;

/** What a client sends while a command takes COPY data in (section 55.2.7). */
final class CopyIn {
    private final Upstream upstream;
    private final long most;

    /**
     * @param most bytes of data for one command
     */
    CopyIn(Upstream upstream, long most) {
        this.upstream = upstream;
        this.most = most;
    }

    /** Whether the message belongs there; then it is on its way, or of no use. */
    boolean takes(PgFrame frame) {
        switch (frame.kind()) {
            case 'd' -> data(frame);
            case 'c', 'f' -> end(frame);
            case 'H', 'S' -> {}
            default -> {
                return false;
            }
        }
        return true;
    }

    private void data(PgFrame frame) {
        if (upstream.answers().mayTake(frame, most)) {
            upstream.send(frame);
        } else {
            end(FrontendFrames.copyFail("too much data for one command"));
        }
    }

    private void end(PgFrame last) {
        upstream.answers().copyDataEnded();
        upstream.send(last);
        upstream.send(FrontendFrames.flush());
    }
}

package dev.holdpoint.edge.postgres.session.upstream;

import dev.holdpoint.edge.postgres.session.client.ClientLeg;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import org.jspecify.annotations.Nullable;

/** Hands answers to the client in order; the last news of a success may wait for what follows. */
final class AnswerRelay {
    private final ClientLeg client;
    private @Nullable PgFrame kept;

    AnswerRelay(ClientLeg client) {
        this.client = client;
    }

    void pass(PgFrame frame) {
        passKept();
        client.write(frame);
    }

    void passIfAny(@Nullable PgFrame frame) {
        if (frame != null) {
            pass(frame);
        }
    }

    /** Of several statements only the last one's end tells how the command went. */
    void keepBack(PgFrame frame) {
        passKept();
        kept = frame;
    }

    /** What was kept back is never told. */
    void forgetKept() {
        kept = null;
    }

    private void passKept() {
        var frame = kept;
        if (frame != null) {
            kept = null;
            client.write(frame);
        }
    }
}

package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.edge.postgres.login.TargetLogin;
import dev.holdpoint.edge.postgres.session.command.Forwarding;
import dev.holdpoint.edge.postgres.session.upstream.Upstream;
import dev.holdpoint.edge.postgres.wire.FrontendFrames;
import dev.holdpoint.edge.session.Admission.Admitted;
import io.vertx.core.Future;

/** Stops what a session is doing: the command under way at the target, or the one not sent yet. */
final class Interruption {
    private final TargetLogin targets;
    private final Admitted admitted;
    private final Upstream upstream;
    private final Forwarding forwarding;

    Interruption(TargetLogin targets, Admitted admitted, Upstream upstream, Forwarding forwarding) {
        this.targets = targets;
        this.admitted = admitted;
        this.upstream = upstream;
        this.forwarding = forwarding;
    }

    /** The client sent a cancel request (section 55.2.8). */
    void onRequest() {
        if (upstream.answers().isRunning()) {
            cancelUpstream();
        } else {
            forwarding.cancel();
        }
    }

    /** The session ends while a command runs; a target that waits for COPY data would not hear. */
    void atEnd() {
        if (upstream.answers().wantsCopyData() && !upstream.answers().areReplicated()) {
            upstream.send(FrontendFrames.copyFail("the client went away"));
        } else {
            cancelUpstream();
        }
    }

    private void cancelUpstream() {
        stop().onFailure(_ -> {});
    }

    /** Completes when the target has heard of it: what it is sent then is not meant. */
    Future<Void> stop() {
        return targets.cancel(admitted.target(), upstream.connection().cancelKey());
    }
}

package dev.holdpoint.edge.postgres.session.command;

import dev.holdpoint.edge.postgres.HomeContext;
import dev.holdpoint.edge.record.Recorder;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.SessionId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Files what became of a session's commands, in order, and knows whether the log has it all. */
public final class Outcomes {
    private final Recorder recorder;
    private final HomeContext home;
    private final SessionId session;
    private Runnable lost = () -> {};
    private final List<Runnable> waiting = new ArrayList<>(1);
    private int unsettled;

    Outcomes(Recorder recorder, HomeContext home, SessionId session) {
        this.recorder = recorder;
        this.home = home;
        this.session = session;
    }

    /** Runs {@code then} when the log does not take one: the session must end. */
    public void onLost(Runnable then) {
        lost = then;
    }

    /** The log does not take what it must. */
    void lost() {
        lost.run();
    }

    /** Files an outcome nobody waits for; it may leave together with what follows it. */
    void file(CommandCompleted event) {
        var _ = filed(event);
    }

    /** Files an outcome at once; completes when the log has it. */
    Future<Void> fileAtOnce(CommandCompleted event) {
        var filed = filed(event);
        recorder.flush(session);
        return filed;
    }

    private Future<Void> filed(CommandCompleted event) {
        unsettled++;
        return home.bring(recorder.completed(event))
                .onSuccess(_ -> settled())
                .onFailure(_ -> lost.run());
    }

    private void settled() {
        unsettled--;
        if (unsettled == 0 && !waiting.isEmpty()) {
            var ready = List.copyOf(waiting);
            waiting.clear();
            ready.forEach(Runnable::run);
        }
    }

    /** Whether the log has all that was filed. */
    public boolean isSettled() {
        return unsettled == 0;
    }

    /** Runs {@code then} once the log has all that was filed so far. */
    public void onSettled(Runnable then) {
        if (unsettled == 0) {
            then.run();
        } else {
            waiting.add(then);
            recorder.flush(session);
        }
    }
}

package dev.holdpoint.edge.postgres.session.command;

import dev.holdpoint.edge.postgres.HomeContext;
import dev.holdpoint.edge.record.Recorder;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Files what became of a session's commands, in order, and knows whether the log has it all. */
public final class Outcomes {
    private final Recorder recorder;
    private final HomeContext home;
    private Runnable lost = () -> {};
    private final List<Runnable> waiting = new ArrayList<>(1);
    private int unsettled;

    Outcomes(Recorder recorder, HomeContext home) {
        this.recorder = recorder;
        this.home = home;
    }

    /** Runs {@code then} when the log does not take one: the session must end. */
    public void onLost(Runnable then) {
        lost = then;
    }

    /** Completes when the log has it; nobody needs to wait who tells the client nothing. */
    Future<Void> file(CommandCompleted event) {
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
        }
    }
}

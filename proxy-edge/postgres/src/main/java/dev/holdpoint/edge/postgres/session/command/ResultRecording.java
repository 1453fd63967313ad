package dev.holdpoint.edge.postgres.session.command;

import dev.holdpoint.edge.command.Command;
import dev.holdpoint.edge.postgres.HomeContext;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.record.Recorder;
import dev.holdpoint.events.CommandEvent.ResultRecorded;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.RecordingEvent.ResultChunk;
import dev.holdpoint.events.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * Hands what a session's client is shown to the log. While more than {@value #MOST} bytes of it are
 * under way, or any while those of all sessions are too many, nothing more is read from the target.
 */
public final class ResultRecording {
    static final int MOST = 512 * 1024;

    private final Recorder recorder;
    private final HomeContext home;
    private final SessionId session;
    private final Runnable lost;
    private Runnable caughtUp = () -> {};
    private @Nullable ResultTape last;
    private long underWay;

    /**
     * @param lost runs when the log does not take something: the session must end
     */
    ResultRecording(Recorder recorder, HomeContext home, SessionId session, Runnable lost) {
        this.recorder = recorder;
        this.home = home;
        this.session = session;
        this.lost = lost;
    }

    SessionId session() {
        return session;
    }

    /** For a command whose results policy has recorded; null for any other. */
    @Nullable ResultTape tape(Command command, Decision.Allow allow) {
        for (var obligation : allow.obligations()) {
            if (obligation instanceof Obligation.RecordResults) {
                boolean replicates = command.facts().effects().contains(Effect.REPLICATION);
                return new ResultTape(this, command.id(), replicates);
            }
        }
        return null;
    }

    void add(ResultChunk chunk, int bytes) {
        underWay += bytes;
        home.bring(recorder.shown(chunk)).onSuccess(_ -> taken(bytes)).onFailure(_ -> lost.run());
    }

    private void taken(int bytes) {
        boolean waited = isBehind();
        underWay -= bytes;
        if (waited && !isBehind()) {
            caughtUp.run();
        }
    }

    /**
     * A command is over. What the target says by itself before the next one is added to its
     * recording.
     *
     * @param tape null if its results are not recorded
     */
    void ended(@Nullable ResultTape tape) {
        last = tape;
        if (tape != null) {
            tape.end().ifPresent(this::recorded);
        }
    }

    private void recorded(ResultRecorded event) {
        home.bring(recorder.resultRecorded(event)).onFailure(_ -> lost.run());
    }

    /** The client is shown this, which the target said by itself while no command ran. */
    public void shownBetween(PgFrame frame) {
        if (last != null) {
            last.shown(frame, null);
            last.end().ifPresent(this::recorded);
        }
    }

    /** Whether the log must take more of it before the target's answers go on. */
    public boolean isBehind() {
        return underWay > MOST || underWay > 0 && recorder.isBehind();
    }

    /** Runs {@code then} whenever it is behind no more. */
    public void onCaughtUp(Runnable then) {
        caughtUp = then;
    }
}

package dev.holdpoint.edge.postgres.session.command;

import dev.holdpoint.edge.command.Command;
import dev.holdpoint.edge.postgres.EdgePorts;
import dev.holdpoint.edge.postgres.HomeContext;
import dev.holdpoint.edge.postgres.inputs.SessionTrail;
import dev.holdpoint.edge.postgres.wire.Report;
import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.Outcome;
import io.vertx.core.Future;
import java.util.List;

/** Files how a session's commands ended, and knows which success lasts. */
public final class CommandEnds {
    private final SessionAttributes session;
    private final SessionTrail trail;
    private final SessionMasks masks;
    private final ObjectChanges changes;
    private final Outcomes outcomes;
    private final Uncommitted uncommitted;
    private final ResultRecording recording;
    private final Listenings listenings = new Listenings();
    private boolean lastingUntold;

    CommandEnds(
            EdgePorts ports,
            HomeContext home,
            SessionAttributes session,
            SessionTrail trail,
            SessionMasks masks,
            ObjectChanges changes) {
        this.session = session;
        this.trail = trail;
        this.masks = masks;
        this.changes = changes;
        this.outcomes = new Outcomes(ports.recorder(), home, session.id());
        this.uncommitted = new Uncommitted(outcomes::file);
        this.recording = new ResultRecording(ports.recorder(), home, session.id(), outcomes::lost);
    }

    /** What became of the commands so far. */
    public Outcomes outcomes() {
        return outcomes;
    }

    /** What the session may hear others by. */
    Listenings listenings() {
        return listenings;
    }

    /** What is recorded of results. */
    public ResultRecording recording() {
        return recording;
    }

    /** Rows of a forwarded command are left to fetch. */
    public void suspended(Running running) {
        long part = running.suspended();
        var command = running.command();
        if (command != null) {
            trail.suspended(command, part);
        }
    }

    /** Files how a forwarded command ended. */
    public void ended(Running running, Outcome outcome) {
        var command = running.command();
        if (command == null) {
            return;
        }
        changes.masked(running.masks());
        trail.ended(command, running.isFetched());
        listenings.ended(command.id(), outcome);
        lastingUntold |= outcome == Outcome.OK && Lasting.changes(command.facts());
        if (outcome != Outcome.NOT_SENT) {
            recording.ended(running.tape());
        }
        var error = running.error();
        uncommitted.ended(
                new CommandCompleted(
                        session.id(),
                        command.id(),
                        outcome,
                        running.rows(),
                        running.masks(),
                        error == null ? null : error.sqlState()),
                command.facts());
    }

    /** What a command comes to that the target ended with this error. */
    public static Outcome outcome(Report error) {
        return error.sqlState().equals("57014") ? Outcome.CANCELLED : Outcome.ERROR;
    }

    /** There was an error: what ran since the last Sync is undone, if no transaction is open. */
    public void undone(Report report) {
        uncommitted.undone(report);
        listenings.undone();
    }

    /** The target told whether a transaction is open. */
    public void ready(boolean open) {
        uncommitted.told(open);
        listenings.told(open);
    }

    /** Files that the edge itself answered a cleared command; completes when the log has it. */
    public Future<Void> answered(Command command, long rows) {
        return outcomes.fileAtOnce(
                new CommandCompleted(
                        session.id(), command.id(), Outcome.OK, rows, List.of(), null));
    }

    /** Files that a cleared command was not forwarded; completes when the log has it. */
    public Future<Void> notSent(Command command) {
        return outcomes.fileAtOnce(
                new CommandCompleted(
                        session.id(), command.id(), Outcome.NOT_SENT, 0, List.of(), null));
    }

    /** Whether a command's success lasts as soon as the target says so. */
    public boolean lastsAtOnce(Running running) {
        var command = running.command();
        return command != null && Lasting.atOnce(command.facts());
    }

    /** Whether, now that no transaction is open, a success lasts that the client may not know. */
    public boolean lastsNow() {
        boolean lasts = lastingUntold;
        lastingUntold = false;
        return lasts;
    }

    /**
     * Everything that was sent is answered.
     *
     * @param committed whether no transaction is open, so that the next snapshot shows what this
     *     session changed
     */
    public void answered(boolean committed) {
        trail.answered(committed);
        changes.answered(committed && masks.transactionEnded());
    }

    /** Nothing more is answered. */
    public void lost() {
        uncommitted.lost();
        changes.lost();
    }
}

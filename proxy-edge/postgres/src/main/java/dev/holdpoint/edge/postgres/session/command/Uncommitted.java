package dev.holdpoint.edge.postgres.session.command;

import dev.holdpoint.edge.postgres.wire.Report;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the outcomes of writes back that the Sync after them commits, for they are undone if
 * anything fails up to then, Sync itself included. What an explicit transaction commits has a
 * COMMIT whose outcome tells.
 */
final class Uncommitted {
    /** Of more before one Sync the first are on record as they were answered. */
    static final int MOST = 1_000;

    private final Deque<CommandCompleted> kept = new ArrayDeque<>(1);
    private final Consumer<CommandCompleted> file;
    private boolean implicit = true;
    private boolean lost;
    private @Nullable Report undoneBy;

    Uncommitted(Consumer<CommandCompleted> file) {
        this.file = file;
    }

    /** A command ended; its outcome is filed now, or when it is certain. */
    void ended(CommandCompleted event, CommandFacts facts) {
        if (event.outcome() != Outcome.OK) {
            if (event.outcome() != Outcome.NOT_SENT && Lasting.mayHaveEndedTransaction(facts)) {
                fileAll(before -> with(before, Outcome.UNKNOWN, null));
            }
            file.accept(event);
        } else if (implicit && Lasting.withItsTransaction(facts)) {
            keep(event);
        } else {
            if (Lasting.mayEndTransaction(facts)) {
                fileAll();
                implicit = true;
            }
            file.accept(event);
        }
    }

    private void keep(CommandCompleted event) {
        if (lost) {
            file.accept(with(event, Outcome.UNKNOWN, null));
            return;
        }
        kept.add(event);
        if (kept.size() > MOST) {
            file.accept(kept.remove());
        }
    }

    /** There was an error, which undoes what is not committed. */
    void undone(Report report) {
        undoneBy = report;
    }

    /** The target told whether a transaction is open. */
    void told(boolean open) {
        var why = undoneBy;
        if (why != null && !open) {
            fileAll(event -> with(event, CommandEnds.outcome(why), why.sqlState()));
        }
        fileAll();
        undoneBy = null;
        implicit = !open;
    }

    /** Nobody will tell whether it was committed. */
    void lost() {
        fileAll(event -> with(event, Outcome.UNKNOWN, null));
        lost = true;
    }

    private void fileAll() {
        fileAll(event -> event);
    }

    /** Filing one that the log does not take ends the session, which files the rest as unknown. */
    private void fileAll(UnaryOperator<CommandCompleted> as) {
        for (var event = kept.poll(); event != null; event = kept.poll()) {
            file.accept(as.apply(event));
        }
    }

    private static CommandCompleted with(
            CommandCompleted event, Outcome outcome, @Nullable String code) {
        return new CommandCompleted(
                event.session(), event.command(), outcome, event.rows(), event.masks(), code);
    }
}

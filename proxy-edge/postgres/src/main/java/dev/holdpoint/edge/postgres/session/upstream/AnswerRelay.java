package dev.holdpoint.edge.postgres.session.upstream;

import dev.holdpoint.edge.postgres.session.client.ClientLeg;
import dev.holdpoint.edge.postgres.session.command.Running;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import org.jspecify.annotations.Nullable;

/** Hands answers to the client in order; the last news of a success may wait for what follows. */
final class AnswerRelay {
    private final ClientLeg client;
    private @Nullable PgFrame kept;
    private @Nullable Running keptOf;

    AnswerRelay(ClientLeg client) {
        this.client = client;
    }

    void pass(PgFrame frame) {
        passKept();
        client.write(frame);
    }

    /**
     * Tells what the target says by itself, which does not wait for what is kept back.
     *
     * @param running null if no command is under way
     */
    void tell(@Nullable Running running, PgFrame frame) {
        if (running != null) {
            running.shown(frame);
        }
        client.write(frame);
    }

    /** What an answer brings before it ends: rows and COPY data leave masked. */
    void bring(Awaited head, PgFrame frame) {
        switch (head) {
            case Awaited.Command command -> bring(command.running(), frame);
            case Awaited.Abort _ -> {}
            case Awaited.Parse _,
                    Awaited.Bind _,
                    Awaited.Rebind _,
                    Awaited.Close _,
                    Awaited.Describe _,
                    Awaited.Sync _,
                    Awaited.LetGo _ ->
                    pass(frame);
        }
    }

    private void bring(Running running, PgFrame frame) {
        boolean data = frame.kind() == 'D' || frame.kind() == 'd';
        if (!running.isOver() && (!data || running.admits(frame))) {
            take(running, frame);
        }
    }

    private void take(Running running, PgFrame frame) {
        switch (frame.kind()) {
            case 'D' -> show(running, running.row(frame));
            case 'T' -> {
                running.describe(frame);
                show(running, frame);
            }
            case 'C' -> {
                running.completed(CommandTag.rows(frame));
                running.statementEnded();
                keepBack(running, frame);
            }
            case 'I' -> keepBack(running, frame);
            case 'V' -> {
                running.completed(1);
                show(running, frame);
            }
            case 'H' -> {
                running.copyOut(frame);
                show(running, frame);
            }
            case 'd' -> showIfAny(running, running.copyData(frame));
            case 'c' -> {
                showIfAny(running, running.copyOutEnded());
                show(running, frame);
            }
            case 'G', 'W' -> {
                running.copyIn(frame);
                show(running, frame);
            }
            default -> show(running, frame);
        }
    }

    /** Passes what belongs to a command's result. */
    void show(Running running, PgFrame frame) {
        passKept();
        running.shown(frame);
        client.write(frame);
    }

    private void showIfAny(Running running, @Nullable PgFrame frame) {
        if (frame != null) {
            show(running, frame);
        }
    }

    /** Of several statements only the last one's end tells how the command went. */
    private void keepBack(Running running, PgFrame frame) {
        passKept();
        kept = frame;
        keptOf = running;
    }

    /** What was kept back is never told. */
    void forgetKept() {
        kept = null;
        keptOf = null;
    }

    /** What was kept back is all that is left to tell of its command. */
    void showKept() {
        if (kept != null && keptOf != null) {
            keptOf.shown(kept);
        }
        keptOf = null;
    }

    /** What was kept back is told. */
    void passKept() {
        var frame = kept;
        if (frame != null) {
            showKept();
            kept = null;
            client.write(frame);
        }
    }
}

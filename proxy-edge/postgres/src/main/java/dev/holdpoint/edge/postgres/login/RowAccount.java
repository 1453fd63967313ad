package dev.holdpoint.edge.postgres.login;

import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import io.vertx.core.Vertx;
import java.util.function.Consumer;

/**
 * What one session's target has under way in large messages: the one that comes in, and those the
 * client has not taken yet.
 */
final class RowAccount {
    private final Vertx vertx;
    private final RowMemory memory;
    private final RowMemory.Share share;
    private final Consumer<Runnable> soon;
    private final Reader reader;
    private int coming;
    private int passing;
    private long timer = -1;
    private boolean closed;

    /** Whoever reads the target's bytes. */
    interface Reader {
        /** Nothing is read until there is memory. */
        void starve();

        /** There is memory: reading goes on. */
        void feed();

        /** There was none in time. */
        void giveUp(String why);

        /** Reads nothing more if the client is behind; returns whether it is. */
        boolean slowDown();
    }

    /**
     * @param soon runs a task on the session's own context, never at once
     */
    RowAccount(Vertx vertx, RowMemory memory, Consumer<Runnable> soon, Reader reader) {
        this.vertx = vertx;
        this.memory = memory;
        this.soon = soon;
        this.reader = reader;
        this.share = memory.share(() -> soon.accept(this::granted));
    }

    /** A message of this length is coming in; 0 if none is. */
    void announced(int length) {
        if (length <= RowMemory.FREE || coming > 0 || closed) {
            return;
        }
        if (length > memory.most()) {
            throw new MalformedFrame(bound(length));
        }
        coming = length;
        if (!share.take(length)) {
            reader.starve();
            timer = vertx.setTimer(memory.patience().toMillis(), _ -> late());
        }
    }

    private void late() {
        if (timer >= 0) {
            timer = -1;
            reader.giveUp(bound(coming) + ", and had none left in time");
        }
    }

    private String bound(int length) {
        return "no memory for a message of %d bytes: large ones of all sessions share %d"
                .formatted(length, memory.most());
    }

    private void granted() {
        if (!closed) {
            stopTimer();
            reader.feed();
        }
    }

    /** A message has been passed on to the client, which may still have to take it. */
    void passed(int length) {
        if (length > RowMemory.FREE && coming > 0) {
            passing += coming;
            coming = 0;
            settleSoon();
        }
    }

    /** What was passed on may be taken by now, or will be once this session's turn is over. */
    void settleSoon() {
        if (passing > 0) {
            soon.accept(this::settle);
        }
    }

    private void settle() {
        if (passing > 0 && !reader.slowDown()) {
            share.give(passing);
            passing = 0;
        }
    }

    /** Gives back everything, for good. */
    void close() {
        if (!closed) {
            closed = true;
            stopTimer();
            share.close();
        }
    }

    private void stopTimer() {
        if (timer >= 0) {
            vertx.cancelTimer(timer);
            timer = -1;
        }
    }
}

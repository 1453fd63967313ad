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
    private boolean behindItself;
    private boolean closed;

    /** Whoever reads the target's bytes. */
    interface Reader {
        /** Nothing is read until there is memory. */
        void starve();

        /** There is memory: reading goes on. */
        void feed();

        /** Others have waited for too long for what this session keeps. */
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
        this.share =
                memory.share(() -> soon.accept(this::granted), () -> soon.accept(this::overdue));
    }

    /** A message of this length is coming in; 0 if none is. */
    void announced(int length) {
        if (length <= RowMemory.FREE || coming > 0 || closed) {
            return;
        }
        if (length > memory.most()) {
            throw new MalformedFrame(
                    "no memory for a message of %d bytes: ".formatted(length) + bound());
        }
        coming = length;
        behindItself = passing > 0 && (long) passing + length > memory.mostOfOne();
        if (behindItself) {
            reader.starve();
        } else if (!share.take(length)) {
            reader.starve();
            lookForLate(memory.patience().toMillis());
        }
    }

    private void lookForLate(long millis) {
        timer = vertx.setTimer(millis, _ -> lookForLate(memory.endOverdue()));
    }

    private void overdue() {
        if (!closed) {
            reader.giveUp(
                    "%d bytes of large messages were not taken in %d s while others waited: %s"
                            .formatted(
                                    (long) passing + coming,
                                    memory.patience().toSeconds(),
                                    bound()));
        }
    }

    private String bound() {
        return "large ones of all sessions share " + memory.most();
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
        if (!closed && passing > 0 && !reader.slowDown()) {
            share.give(passing);
            passing = 0;
            takeWhatCame();
        }
    }

    /** What had to wait for this session itself waits for others now, if at all. */
    private void takeWhatCame() {
        if (behindItself) {
            behindItself = false;
            if (share.take(coming)) {
                reader.feed();
            } else {
                lookForLate(memory.patience().toMillis());
            }
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

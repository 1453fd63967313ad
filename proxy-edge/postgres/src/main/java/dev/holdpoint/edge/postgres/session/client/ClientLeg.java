package dev.holdpoint.edge.postgres.session.client;

import dev.holdpoint.edge.postgres.wire.FrontendFrames;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.Outbox;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgFrameDecoder;
import dev.holdpoint.edge.postgres.wire.Report;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The client's half of a session. What it sends while a command is under way waits here; once 64
 * KiB wait, the rest stays in the network, and with it whether the client has left. While a command
 * is held more may wait, so that leaving is noticed.
 */
public final class ClientLeg {
    private static final int MAX_WAITING = 64 * 1024;
    private static final int MAX_MIB_BEHIND_HELD = 4;
    private static final int MAX_MESSAGES_BEHIND_HELD = 16 * 1024;
    private static final String OUTGROWN =
            "more than %d MiB or %d messages were sent behind the held command"
                    .formatted(MAX_MIB_BEHIND_HELD, MAX_MESSAGES_BEHIND_HELD);
    private static final long STALLED_MILLIS = 60_000;
    private static final Duration LINGER = Duration.ofSeconds(10);
    private static final Report STALLED = violation("a large message stopped half-way");
    private static final Report NO_MEMORY =
            Report.of("FATAL", "53200", "Holdpoint has no memory left for a message of this size")
                    .hint("Other sessions send large messages too. Try again later.");

    private final Vertx vertx;
    private final NetSocket socket;
    private final PgFrameDecoder decoder = new PgFrameDecoder(FrontendFrames::maxLength);
    private final Deque<PgFrame> waiting = new ArrayDeque<>(8);
    private final Outbox outbox;
    private final Duration linger;
    private Runnable touched = () -> {};
    private final MessageMemory.Share memory;
    private @Nullable Consumer<String> outgrown;
    private int waitingBytes;
    private boolean full;
    private boolean choked;
    private boolean watched;
    private boolean left;

    /**
     * @param memory what all clients' large messages share
     */
    public ClientLeg(Vertx vertx, NetSocket socket, MessageMemory memory) {
        this(vertx, socket, memory, LINGER);
    }

    ClientLeg(Vertx vertx, NetSocket socket, MessageMemory memory, Duration linger) {
        this.linger = linger;
        this.vertx = vertx;
        this.socket = socket;
        this.memory = memory.share();
        this.outbox = new Outbox(bytes -> socket.write(bytes).onFailure(_ -> {}));
    }

    /**
     * Starts reading.
     *
     * @param arrived called after bytes arrived, when all that is whole has become frames
     * @param unreadable called with what is wrong, after which nothing more is read
     * @param gone called when the client is gone
     */
    public void start(Runnable arrived, Consumer<Report> unreadable, Runnable gone) {
        socket.handler(
                bytes -> {
                    try {
                        read(bytes);
                    } catch (MalformedFrame e) {
                        stop(unreadable, violation(String.valueOf(e.getMessage())));
                        return;
                    }
                    if (!memory.settle(decoder.announced())) {
                        stop(unreadable, NO_MEMORY);
                        return;
                    }
                    watch(unreadable);
                    arrived.run();
                });
        Runnable leaving =
                () -> {
                    left = true;
                    gone.run();
                };
        socket.closeHandler(_ -> leaving.run());
        socket.exceptionHandler(_ -> socket.close().onFailure(_ -> leaving.run()));
        socket.resume();
    }

    /** Memory is not kept for a message nothing comes of any more. */
    private void watch(Consumer<Report> unreadable) {
        if (watched || decoder.announced() <= MAX_WAITING) {
            return;
        }
        watched = true;
        int before = decoder.buffered();
        vertx.setTimer(
                STALLED_MILLIS,
                _ -> {
                    watched = false;
                    boolean still = decoder.announced() > 0 && !full && !choked;
                    if (still && decoder.buffered() == before) {
                        stop(unreadable, STALLED);
                    } else {
                        watch(unreadable);
                    }
                });
    }

    private void stop(Consumer<Report> unreadable, Report why) {
        socket.handler(_ -> {});
        decoder.forget();
        memory.close();
        unreadable.accept(why);
    }

    /** What a client is told that does not keep to the protocol. */
    public static Report violation(String what) {
        return Report.of("FATAL", "08P01", "Holdpoint ended the session: " + what);
    }

    private void read(Buffer bytes) {
        decoder.feed(bytes);
        for (var next = decoder.next(); next.isPresent(); next = decoder.next()) {
            waiting.add(next.get());
            waitingBytes += next.get().length();
            memory.arrived(next.get().length());
        }
        pauseIfFull();
    }

    private void pauseIfFull() {
        var held = outgrown;
        if (held == null) {
            full |= waitingBytes > MAX_WAITING;
        } else if (waitingBytes > MAX_MIB_BEHIND_HELD * 1024 * 1024
                || waiting.size() > MAX_MESSAGES_BEHIND_HELD) {
            full = true;
            held.accept(OUTGROWN);
        }
        if (full) {
            socket.pause();
        }
    }

    /**
     * A command is held from now on: reads further, to notice when the client leaves.
     *
     * @param outgrown called with what is wrong when too much waits to read on, and nothing would
     *     be noticed any more
     */
    public void held(Consumer<String> outgrown) {
        this.outgrown = outgrown;
        full = false;
        pauseIfFull();
        resumeIfFree();
    }

    /** No command is held. */
    public void heldNoMore() {
        if (outgrown != null) {
            outgrown = null;
            pauseIfFull();
        }
    }

    /** Whether a message waits. */
    public boolean hasFrame() {
        return !waiting.isEmpty();
    }

    /** Whether what comes next is that it leaves. */
    public boolean saysGoodbye() {
        return !waiting.isEmpty() && waiting.element().kind() == 'X';
    }

    /** The message that has waited longest; there must be one. */
    public PgFrame next() {
        var frame = waiting.remove();
        waitingBytes -= frame.length();
        memory.serving(frame.length());
        if (full && waitingBytes <= MAX_WAITING / 2) {
            full = false;
            resumeIfFree();
        }
        return frame;
    }

    /**
     * @param touched called when something is to be written
     */
    public void onTouch(Runnable touched) {
        this.touched = touched;
    }

    /** To be written with the next {@link #flush}. */
    public void write(PgFrame frame) {
        outbox.add(frame);
        touched.run();
    }

    /** Sends what was written for the client. */
    public void flush() {
        outbox.flush();
    }

    /** Whether the client is behind with reading; who has left is not waited for. */
    public boolean writeQueueFull() {
        return !left && socket.writeQueueFull();
    }

    /** Calls back whenever the client has caught up with reading. */
    public void onDrain(Runnable resume) {
        socket.drainHandler(_ -> resume.run());
    }

    /** Reads nothing more until {@link #resume}, because the target is slow. */
    public void pause() {
        choked = true;
        socket.pause();
    }

    /** Ends {@link #pause}; nothing is read while too much waits to be served. */
    public void resume() {
        choked = false;
        resumeIfFree();
    }

    private void resumeIfFree() {
        if (!full && !choked) {
            socket.resume();
        }
    }

    /** The message taken last is done with. */
    public void served() {
        memory.served(decoder.announced());
    }

    /** Ends the connection once the client has what it was sent, or does not take it in time. */
    public void close() {
        memory.close();
        decoder.forget();
        outbox.flush();
        var channel = ((NetSocketInternal) socket).channelHandlerContext().channel();
        long timer =
                vertx.setTimer(
                        linger.toMillis(), _ -> channel.unsafe().close(channel.voidPromise()));
        socket.close().onComplete(_ -> vertx.cancelTimer(timer));
    }
}

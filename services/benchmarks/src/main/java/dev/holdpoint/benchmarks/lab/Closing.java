package dev.holdpoint.benchmarks.lab;

import java.util.ArrayDeque;
import java.util.Deque;

/** Takes down what was put up, last first, whatever fails on the way. */
public final class Closing implements AutoCloseable {
    private final Deque<Runnable> steps = new ArrayDeque<>();
    private final Thread onExit = new Thread(this::run, "closing");

    public Closing() {
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** Remembers how to take something down again. */
    public synchronized void then(Runnable step) {
        steps.push(step);
    }

    @Override
    public void close() {
        run();
        Runtime.getRuntime().removeShutdownHook(onExit);
    }

    private synchronized void run() {
        while (!steps.isEmpty()) {
            try {
                steps.pop().run();
            } catch (RuntimeException e) {
                System.getLogger(Closing.class.getName())
                        .log(System.Logger.Level.ERROR, "left behind: cause=" + e);
            }
        }
    }
}

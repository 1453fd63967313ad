package dev.holdpoint.launcher;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What has been started, in order; stopping undoes it in reverse, once. */
final class Stopping {
    private record Part(String name, Runnable stop, BooleanSupplier alive) {}

    private final Deque<Part> parts = new ArrayDeque<>();
    private final Progress progress;
    private boolean stopped;

    Stopping(Progress progress) {
        this.progress = progress;
    }

    void register(String name, Runnable stop) {
        register(name, stop, () -> true);
    }

    /** A part that comes up while everything else already stops is stopped at once. */
    void register(String name, Runnable stop, BooleanSupplier alive) {
        synchronized (this) {
            if (!stopped) {
                parts.push(new Part(name, stop, alive));
                return;
            }
        }
        stop.run();
    }

    /** The name of a part that died by itself. */
    synchronized Optional<String> dead() {
        return parts.stream().filter(part -> !part.alive.getAsBoolean()).map(Part::name).findAny();
    }

    void stop() {
        for (var part : claim()) {
            try {
                part.stop.run();
                progress.say("  stopped " + part.name);
            } catch (RuntimeException e) {
                progress.say("  " + part.name + " did not stop cleanly: " + e.getMessage());
            }
        }
    }

    private synchronized Deque<Part> claim() {
        stopped = true;
        var all = new ArrayDeque<>(parts);
        parts.clear();
        return all;
    }
}

package dev.holdpoint.launcher;

import java.io.PrintWriter;
import java.time.Duration;

/** One line per part on the terminal, with the seconds since the launch. */
final class Progress {
    private final PrintWriter out;
    private final long started = System.nanoTime();

    Progress(PrintWriter out) {
        this.out = out;
    }

    synchronized void ready(String part, String where) {
        out.printf("  %-22s ready  %-34s %5.1f s%n", part, where, seconds());
        out.flush();
    }

    synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    /** Seconds since the process began, so that the JVM's own start counts. */
    double seconds() {
        var before =
                ProcessHandle.current()
                        .info()
                        .startInstant()
                        .map(at -> Duration.between(at, java.time.Instant.now()))
                        .orElse(Duration.ofNanos(System.nanoTime() - started));
        return before.toMillis() / 1000.0;
    }
}

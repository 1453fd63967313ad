package dev.holdpoint.launcher;

import java.io.IOException;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sends what Kafka and Vert.x have to say in this JVM to a file instead of the terminal. */
final class Logging {
    private static final Logger ROOT = Logger.getLogger("");

    private Logging() {}

    static void quiet() {
        for (var handler : ROOT.getHandlers()) {
            ROOT.removeHandler(handler);
        }
    }

    static void toFile(StateDir state) throws IOException {
        quiet();
        var file = new FileHandler(state.log("infrastructure").toString(), 10_000_000, 2, true);
        System.setProperty(
                "java.util.logging.SimpleFormatter.format",
                "%1$tY-%1$tm-%1$tdT%1$tH:%1$tM:%1$tS.%1$tL %4$s %3$s %5$s%6$s%n");
        file.setFormatter(new SimpleFormatter());
        ROOT.addHandler(file);
        ROOT.setLevel(Level.WARNING);
    }
}

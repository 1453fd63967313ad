package dev.holdpoint.audit;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import org.awaitility.Awaitility;

/**
 * Fills a real log with events of about 1 KiB, then times the appender from Kafka to committed
 * PostgreSQL rows; a main, not a test.
 */
final class AppenderBenchmark {
    private static final int SESSIONS = 60;
    private static final int CHUNK = 500;
    private static final String PADDING = "x".repeat(800);

    private AppenderBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        int size = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 120_000;
        try (var ledgers = new Ledgers(Files.createTempDirectory("appender-benchmark"))) {
            for (int session = 0; session < SESSIONS; session++) {
                fill(ledgers, size / SESSIONS);
            }
            long start = System.nanoTime();
            try (var _ = ledgers.start()) {
                Awaitility.await()
                        .atMost(Duration.ofMinutes(5))
                        .until(() -> ledgers.size() == size);
                double seconds = (System.nanoTime() - start) / 1e9;
                System.getLogger(AppenderBenchmark.class.getName())
                        .log(
                                System.Logger.Level.INFO,
                                "%d entries in %.1f s: %.0f entries/s"
                                        .formatted(size, seconds, size / seconds));
            }
        }
    }

    private static void fill(Ledgers ledgers, int events) {
        var session = UUID.randomUUID().toString();
        var sent = new ArrayList<Future<?>>();
        for (int i = 1; i <= events; i++) {
            sent.add(ledgers.appender.append(Ledgers.event(session, i, PADDING)));
            if (sent.size() == CHUNK || i == events) {
                Ledgers.await(Future.all(sent));
                sent.clear();
            }
        }
    }
}

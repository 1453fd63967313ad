package dev.holdpoint.benchmarks.memory;

import dev.holdpoint.benchmarks.lab.Installation;
import dev.holdpoint.benchmarks.lab.ProcessFacts;
import dev.holdpoint.benchmarks.lab.RawClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A masked result several times the edge's heap, to a client that reads on and to one that stops.
 */
final class LargeResult {
    private static final String ALL = "SELECT id, holder, card_number, note FROM cards_masked";
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private final Installation edge;
    private final String principal;

    LargeResult(Installation edge, String principal) {
        this.edge = edge;
        this.principal = principal;
    }

    void measure(Consumer<String> line) {
        line.accept("");
        line.accept(
                "| a masked result through an edge with -Xmx256m | rows | MiB | MB/s | most RSS |");
        line.accept("|---|---|---|---|---|");
        line.accept(row("read at once", client -> client.query(ALL)));
        line.accept(row("read after a pause of 5 s in the middle", LargeResult::dawdling));
        line.accept("");
        var after = EdgeMemory.of(edge);
        line.accept(
                "Afterwards the edge answers on, with %,d KiB of heap live and %,d KiB outside it."
                        .formatted(after.heap(), after.direct()));
    }

    private interface Reading {
        RawClient.Counted of(RawClient client);
    }

    private String row(String how, Reading reading) {
        try (var client = RawClient.open(edge.connectByToken(principal)).reading(256 * 1024)) {
            var counted = reading.of(client);
            client.query("SELECT 1");
            return "| %s | %,d | %,d | %.0f | %,d MiB |"
                    .formatted(
                            how,
                            counted.rows(),
                            counted.bytes() >> 20,
                            counted.bytesPerSecond() / 1e6,
                            ProcessFacts.peakKib(edge.pid("proxy-edge")) >> 10);
        }
    }

    private static RawClient.Counted dawdling(RawClient client) {
        var paused = new AtomicBoolean();
        return client.query(
                ALL,
                bytes -> {
                    if (bytes > 16 << 20 && paused.compareAndSet(false, true)) {
                        LockSupport.parkNanos(PAUSE.toNanos());
                    }
                });
    }
}

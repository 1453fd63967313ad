package dev.holdpoint.benchmarks.parts;

import dev.holdpoint.benchmarks.lab.Closing;
import dev.holdpoint.benchmarks.lab.WorkDirectory;
import dev.holdpoint.embedded.EmbeddedBroker;
import dev.holdpoint.embedded.Ports;
import dev.holdpoint.eventlog.KafkaEventAppender;
import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.eventlog.Topics;
import dev.holdpoint.events.json.EventJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Writing a command's intent: its canonical bytes, and their way into a real log and back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AppendBenchmark {
    private static final int TOGETHER = 64;
    private final Closing closing = new Closing();
    private final String session = UUID.randomUUID().toString();
    private final Vertx vertx = Vertx.vertx();
    private KafkaEventAppender appender = start();
    private long sequence;

    private KafkaEventAppender start() {
        var directory = WorkDirectory.create(closing);
        var broker = EmbeddedBroker.start(directory.resolve("log"), Ports.free());
        closing.then(broker::close);
        var settings =
                new LogSettings(
                        broker.bootstrapServers(), "benchmark", Duration.ofSeconds(3), Map.of());
        join(Topics.ensure(vertx, settings, (short) 1));
        return new KafkaEventAppender(vertx, settings);
    }

    @Setup(Level.Trial)
    public void first() {
        one();
    }

    @TearDown(Level.Trial)
    public void close() {
        appender.close();
        join(vertx.close());
        closing.close();
    }

    @Benchmark
    public byte[] encode() {
        return EventJson.encode(Sample.intent(session, ++sequence).event());
    }

    /** One in flight: a single client's wait for its acknowledgement. */
    @Benchmark
    public Object one() {
        return join(appender.append(Sample.intent(session, ++sequence)));
    }

    /** Sixty-four in flight, per event. */
    @Benchmark
    @OperationsPerInvocation(TOGETHER)
    public Object together() {
        return join(
                Future.all(
                        IntStream.range(0, TOGETHER)
                                .mapToObj(_ -> appender.append(Sample.intent(session, ++sequence)))
                                .toList()));
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}

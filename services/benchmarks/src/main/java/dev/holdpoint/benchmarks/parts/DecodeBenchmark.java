package dev.holdpoint.benchmarks.parts;

import dev.holdpoint.edge.postgres.wire.PgFrameDecoder;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Cutting one prepared statement's messages (Bind, Describe, Execute, Sync) out of the stream. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DecodeBenchmark {
    private static final int LARGEST = 1 << 20;
    private final Buffer messages = messages();
    private final PgFrameDecoder decoder = new PgFrameDecoder(_ -> LARGEST);

    @Benchmark
    public void fourMessages(Blackhole sink) {
        decoder.feed(messages);
        for (var frame = decoder.next(); frame.isPresent(); frame = decoder.next()) {
            sink.consume(frame);
        }
    }

    private static Buffer messages() {
        var parameter = "4711".getBytes(StandardCharsets.UTF_8);
        var all = Buffer.buffer();
        all.appendBuffer(
                PgWriter.frame('B')
                        .putString("")
                        .putString("P0_1")
                        .putShort(0)
                        .putShort(1)
                        .putInt(parameter.length)
                        .putBytes(parameter)
                        .putShort(0)
                        .done()
                        .bytes());
        all.appendBuffer(PgWriter.frame('D').putByte('P').putString("").done().bytes());
        all.appendBuffer(PgWriter.frame('E').putString("").putInt(0).done().bytes());
        all.appendBuffer(PgWriter.frame('S').done().bytes());
        return all;
    }
}

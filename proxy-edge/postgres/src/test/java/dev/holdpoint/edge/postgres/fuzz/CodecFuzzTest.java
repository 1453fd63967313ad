package dev.holdpoint.edge.postgres.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import io.vertx.core.buffer.Buffer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No bytes crash a reader, keep it busy or make it reserve what they merely announce. {@code
 * ./holdpoint fuzz [seconds] [seed]} runs longer; a failure names the seed and the bytes.
 */
class CodecFuzzTest {
    private static final Duration TIME =
            Duration.ofMillis(
                    Long.getLong("holdpoint.fuzz.millis", 60_000) / Reader.values().length);
    private static final long SEED = Long.getLong("holdpoint.fuzz.seed", System.nanoTime());
    private static final int BYTES_PER_BYTE = 400;
    private static final int BYTES_AT_LEAST = 512 * 1024;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<Corpus> corpus() {
        return Corpus.all().stream();
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void nothing_of_the_corpus_breaks_a_reader(Corpus entry) {
        for (var reader : Reader.values()) {
            var bytes = entry.bytes();
            for (int cut = 0; cut <= bytes.length; cut++) {
                check(reader, Arrays.copyOf(bytes, cut));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Reader.class)
    void nothing_like_the_corpus_breaks_a_reader(Reader reader) {
        var random = new SplittableRandom(SEED + reader.ordinal());
        var mutator = new Mutator(random, corpus().map(Corpus::bytes).toList());
        long until = System.nanoTime() + TIME.toNanos();
        long inputs = 0;
        while (System.nanoTime() < until) {
            check(reader, mutator.next());
            inputs++;
        }
        System.getLogger(reader.name())
                .log(System.Logger.Level.INFO, "{0} inputs from seed {1}", inputs, SEED);
        assertThat(inputs).isPositive();
    }

    /**
     * Whatever is loaded or compiled the first time is not counted: what costs much is read twice.
     */
    private static void check(Reader reader, byte[] bytes) {
        long most = BYTES_AT_LEAST + (long) BYTES_PER_BYTE * bytes.length;
        if (used(reader, bytes) > most) {
            long again = used(reader, bytes);
            if (again > most) {
                fail(reader + " used " + again + " bytes, seed " + SEED + ": " + hex(bytes));
            }
        }
    }

    private static long used(Reader reader, byte[] bytes) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            assertThat(reader.read(Buffer.buffer(bytes))).isNotNull();
        } catch (MalformedFrame refused) {
            assertThat(refused.getMessage()).isNotEmpty();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError broken) {
            fail(reader + " broke, seed " + SEED + ": " + hex(bytes), broken);
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}

package dev.holdpoint.benchmarks.policy;

import dev.holdpoint.benchmarks.BenchFailure;
import dev.holdpoint.benchmarks.lab.Distribution;
import dev.holdpoint.events.Decision;
import dev.holdpoint.policy.contract.PolicyMessages;
import dev.holdpoint.policy.contract.call.CallGuard;
import dev.holdpoint.policy.contract.call.DecisionCalls;
import dev.holdpoint.policy.proto.DecideRequest;
import dev.holdpoint.policy.proto.DecideResponse;
import dev.holdpoint.policy.proto.PolicyDecisionPointGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Asks policy-service over gRPC as edges do, one for each connection: so many questions are always
 * open, each followed by the next.
 */
final class Asker implements AutoCloseable {
    /** Longer than an edge waits: whoever is late is told by the latency, not by a failure. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final List<ManagedChannel> channels;
    private final List<DecideRequest> requests;

    Asker(URI policy, int connections) {
        this.channels =
                IntStream.range(0, connections)
                        .mapToObj(
                                _ ->
                                        NettyChannelBuilder.forAddress(
                                                        policy.getHost(), policy.getPort())
                                                .usePlaintext()
                                                .directExecutor()
                                                .build())
                        .toList();
        this.requests = Questions.all().stream().map(PolicyMessages::message).toList();
    }

    /**
     * What came of asking for a while.
     *
     * @param millis from question to answer
     */
    record Run(long answers, Duration took, Distribution millis) {
        double perSecond() {
            return answers * 1e9 / took.toNanos();
        }
    }

    /** The decision about a question, which must be an allow by the last of all rules. */
    Decision allowed(int question) {
        var answer =
                PolicyDecisionPointGrpc.newBlockingStub(channels.getFirst())
                        .decide(requests.get(question % requests.size()));
        var decision = PolicyMessages.answer(answer).decision();
        if (!(decision instanceof Decision.Allow)) {
            throw new BenchFailure("not allowed: " + decision);
        }
        return decision;
    }

    /** Keeps {@code open} questions open until the time is over, and waits for their answers. */
    Run ask(Duration time, int open) throws InterruptedException {
        long begun = System.nanoTime();
        var calls =
                channels.stream()
                        .map(
                                channel ->
                                        new DecisionCalls(
                                                channel, LIMIT, System::nanoTime, CallGuard.NONE))
                        .toList();
        var loops = new ArrayList<Loop>();
        var done = new CountDownLatch(open);
        for (int i = 0; i < open; i++) {
            loops.add(new Loop(calls.get(i % calls.size()), i * 7, begun + time.toNanos(), done));
        }
        loops.forEach(Loop::next);
        done.await();
        loops.forEach(Loop::check);
        var took = Duration.ofNanos(System.nanoTime() - begun);
        var nanos = loops.stream().flatMapToLong(Loop::nanos).toArray();
        return new Run(
                nanos.length,
                took,
                Distribution.of(LongStream.of(nanos).mapToDouble(each -> each / 1e6)));
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
    }

    /** One question after the other. */
    private final class Loop {
        private final DecisionCalls calls;
        private final long end;
        private final CountDownLatch done;
        private final LongStream.Builder nanos = LongStream.builder();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        private int question;
        private long sent;

        private Loop(DecisionCalls calls, int question, long end, CountDownLatch done) {
            this.calls = calls;
            this.question = question;
            this.end = end;
            this.done = done;
        }

        private void next() {
            if (System.nanoTime() > end) {
                done.countDown();
                return;
            }
            question = (question + 1) % requests.size();
            sent = System.nanoTime();
            var _ = calls.ask(requests.get(question)).whenComplete(this::answered);
        }

        private void check() {
            var failed = failure.get();
            if (failed != null) {
                throw new BenchFailure("not answered: " + failed.getMessage(), failed);
            }
        }

        private LongStream nanos() {
            return nanos.build();
        }

        private void answered(@Nullable DecideResponse answer, @Nullable Throwable failed) {
            if (failed == null) {
                nanos.add(System.nanoTime() - sent);
                next();
            } else {
                failure.set(failed);
                done.countDown();
            }
        }
    }
}

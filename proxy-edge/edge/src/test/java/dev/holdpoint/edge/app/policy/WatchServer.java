package dev.holdpoint.edge.app.policy;

import dev.holdpoint.edge.app.log.Sample;
import dev.holdpoint.policy.contract.Generation;
import dev.holdpoint.policy.contract.PolicyMessages;
import dev.holdpoint.policy.proto.PolicyDecisionPointGrpc;
import dev.holdpoint.policy.proto.WatchEvent;
import dev.holdpoint.policy.proto.WatchRequest;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A real gRPC server that counts the open lines of each edge. It works on the connection's own
 * thread, so it sees lines open and hang up in the order in which they did.
 */
final class WatchServer extends PolicyDecisionPointGrpc.PolicyDecisionPointImplBase
        implements AutoCloseable {
    /** What one edge has open, had open at once, opened in all, and was told. */
    static final class Lines {
        private int open;
        private int most;
        private int opened;
        private int beats;

        synchronized int open() {
            return open;
        }

        synchronized int most() {
            return most;
        }

        synchronized int opened() {
            return opened;
        }

        synchronized int beats() {
            return beats;
        }

        private synchronized int begin() {
            open++;
            most = Math.max(most, open);
            return ++opened;
        }

        private synchronized void end() {
            open--;
        }

        private synchronized void beat() {
            beats++;
        }
    }

    private final Map<String, Lines> lines = new ConcurrentHashMap<>();
    private final Map<String, Duration> cuts = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Server server;
    volatile boolean silent;

    WatchServer() throws IOException {
        server =
                Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                        .directExecutor()
                        .addService(this)
                        .build()
                        .start();
    }

    int port() {
        return server.getPort();
    }

    Lines of(String edge) {
        return lines.computeIfAbsent(edge, _ -> new Lines());
    }

    /** The edge's first line says nothing and is cut after that long. */
    void cut(String edge, Duration after) {
        cuts.put(edge, after);
    }

    @Override
    public void watch(WatchRequest request, StreamObserver<WatchEvent> observer) {
        var line = (ServerCallStreamObserver<WatchEvent>) observer;
        var ofEdge = of(request.getEdge());
        line.setOnCancelHandler(ofEdge::end);
        ofEdge.begin();
        var cut = cuts.remove(request.getEdge());
        if (cut != null) {
            var _ = clock.schedule(() -> cut(line, ofEdge), cut.toMillis(), TimeUnit.MILLISECONDS);
        } else if (!silent) {
            var _ =
                    clock.scheduleAtFixedRate(
                            () -> beat(line, ofEdge), 0, 100, TimeUnit.MILLISECONDS);
        }
    }

    private static void cut(ServerCallStreamObserver<WatchEvent> line, Lines ofEdge) {
        if (!line.isCancelled()) {
            ofEdge.end();
            line.onError(Status.UNAVAILABLE.asRuntimeException());
        }
    }

    private static void beat(ServerCallStreamObserver<WatchEvent> line, Lines ofEdge) {
        if (!line.isCancelled()) {
            line.onNext(PolicyMessages.message(new Generation(Sample.REVISION, 1)));
            ofEdge.beat();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        server.shutdownNow();
        try {
            if (!server.awaitTermination(5, TimeUnit.SECONDS)) {
                throw new IllegalStateException("still serving");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

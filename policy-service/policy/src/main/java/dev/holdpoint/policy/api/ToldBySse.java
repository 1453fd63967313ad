package dev.holdpoint.policy.api;

import dev.holdpoint.policy.simulate.Abandoned;
import dev.holdpoint.policy.simulate.Progress;
import dev.holdpoint.policy.simulate.Simulation;
import dev.holdpoint.policy.simulate.Watcher;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Map;
import org.jboss.logging.Logger;

/** Somebody who is told about a simulation by server-sent events, as long as they listen. */
final class ToldBySse implements Watcher {
    private static final Logger LOG = Logger.getLogger(ToldBySse.class);

    private final Sse sse;
    private final MultiEmitter<? super OutboundSseEvent> emitter;

    ToldBySse(Sse sse, MultiEmitter<? super OutboundSseEvent> emitter) {
        this.sse = sse;
        this.emitter = emitter;
    }

    @Override
    public void see(Progress progress) {
        emit("progress", progress);
    }

    @Override
    public boolean hasLeft() {
        return emitter.isCancelled();
    }

    void result(Simulation simulation) {
        emit("result", simulation);
        emitter.complete();
    }

    void failed(Throwable failure) {
        if (failure instanceof Abandoned) {
            emit("problem", problem("simulation-abandoned", String.valueOf(failure.getMessage())));
        } else {
            LOG.error("a simulation failed", failure);
            emit("problem", problem("internal-error", "The simulation failed."));
        }
        emitter.complete();
    }

    private static Map<String, Object> problem(String code, String detail) {
        return Map.of("status", 503, "code", code, "detail", detail);
    }

    private void emit(String name, Object data) {
        emitter.emit(
                sse.newEventBuilder()
                        .name(name)
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .data(data)
                        .build());
    }
}

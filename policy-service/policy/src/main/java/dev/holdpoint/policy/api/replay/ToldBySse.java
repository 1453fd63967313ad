package dev.holdpoint.policy.api.replay;

import dev.holdpoint.policy.passage.Abandoned;
import dev.holdpoint.policy.passage.Progress;
import dev.holdpoint.policy.passage.Watcher;
import dev.holdpoint.policy.propose.NothingUsed;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.Future;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Map;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Somebody who is told about a simulation by server-sent events, as long as they listen. */
final class ToldBySse implements Watcher {
    private static final Logger LOG = Logger.getLogger(ToldBySse.class);

    private final Sse sse;
    private final MultiEmitter<? super OutboundSseEvent> emitter;

    private ToldBySse(Sse sse, MultiEmitter<? super OutboundSseEvent> emitter) {
        this.sse = sse;
        this.emitter = emitter;
    }

    /** Does long work and tells of it. */
    static Multi<OutboundSseEvent> telling(Sse sse, Function<Watcher, Future<?>> work) {
        return Multi.createFrom()
                .emitter(
                        emitter -> {
                            var told = new ToldBySse(sse, emitter);
                            work.apply(told).onSuccess(told::result).onFailure(told::failed);
                        });
    }

    @Override
    public void see(Progress progress) {
        emit("progress", progress);
    }

    @Override
    public boolean hasLeft() {
        return emitter.isCancelled();
    }

    private void result(Object result) {
        emit("result", result);
        emitter.complete();
    }

    private void failed(Throwable failure) {
        switch (failure) {
            case Abandoned _ -> emit("problem", problem(503, "simulation-abandoned", failure));
            case NothingUsed _ -> emit("problem", problem(422, "nothing-on-record", failure));
            default -> {
                LOG.error("a simulation failed", failure);
                var told = new IllegalStateException("The simulation failed.");
                emit("problem", problem(503, "internal-error", told));
            }
        }
        emitter.complete();
    }

    private static Map<String, Object> problem(int status, String code, Throwable why) {
        return Map.of("status", status, "code", code, "detail", String.valueOf(why.getMessage()));
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

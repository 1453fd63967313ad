package dev.holdpoint.eventlog;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** A consumer on a platform thread of its own, and the Vert.x context its handlers run on. */
final class ConsumerThread {
    /** What the thread does until it is closed; interruption ends it. */
    interface Body {
        void run(KafkaConsumer<String, byte[]> consumer) throws InterruptedException;
    }

    private final Context context;
    private final Promise<Void> opened = Promise.promise();
    private final Promise<Void> ended = Promise.promise();
    private final Thread thread;
    private volatile boolean closing;

    ConsumerThread(
            Vertx vertx, LogSettings settings, String purpose, @Nullable String group, Body body) {
        this.context = vertx.getOrCreateContext();
        this.thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("log-" + purpose)
                        .unstarted(() -> run(settings, purpose, group, body));
    }

    /** Makes the consumer on the thread, because that may block; fails if it cannot be made. */
    Future<Void> start() {
        thread.start();
        return opened.future();
    }

    private void run(LogSettings settings, String purpose, @Nullable String group, Body body) {
        try {
            var consumer = Clients.consumer(settings, purpose, group);
            complete(opened, null);
            run(consumer, body);
        } catch (KafkaException e) {
            complete(opened, new LogUnavailable("no consumer can be made", e));
            complete(ended, null);
        }
    }

    private void run(KafkaConsumer<String, byte[]> consumer, Body body) {
        try {
            body.run(consumer);
            end(consumer, null);
        } catch (InterruptedException | InterruptException stop) {
            end(consumer, null);
        } catch (RuntimeException | Error broken) {
            end(consumer, broken);
        }
    }

    private void end(KafkaConsumer<String, byte[]> consumer, @Nullable Throwable failure) {
        boolean _ = Thread.interrupted();
        try {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
        } finally {
            complete(ended, failure);
        }
    }

    /** Completes on the context; after Vert.x was closed there is nobody left to tell. */
    void complete(Promise<Void> promise, @Nullable Throwable failure) {
        try {
            context.runOnContext(
                    _ -> {
                        if (failure == null) {
                            promise.tryComplete();
                        } else {
                            promise.tryFail(failure);
                        }
                    });
        } catch (RejectedExecutionException closed) {
            closing = true;
        }
    }

    boolean closing() {
        return closing;
    }

    Context context() {
        return context;
    }

    Future<Void> ended() {
        return ended.future();
    }

    /** Calls on the context and waits here, on the reader's thread, for what comes of it. */
    <T extends @Nullable Object> T await(Supplier<Future<T>> call)
            throws InterruptedException, ExecutionException {
        var result = new CompletableFuture<T>();
        context.runOnContext(
                _ ->
                        Future.succeededFuture()
                                .compose(_ -> call.get())
                                .onSuccess(result::complete)
                                .onFailure(result::completeExceptionally));
        return result.get();
    }

    Future<Void> close() {
        closing = true;
        thread.interrupt();
        return ended.future();
    }
}

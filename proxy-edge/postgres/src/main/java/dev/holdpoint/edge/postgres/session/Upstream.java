package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.edge.postgres.login.ParameterGuard;
import dev.holdpoint.edge.postgres.login.TargetConnection;
import dev.holdpoint.edge.postgres.mask.MaskPlan;
import dev.holdpoint.edge.postgres.wire.FrontendFrames;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.Report;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The target's half of a session: one exchange at a time, unasked messages in between. */
final class Upstream {
    private final TargetConnection connection;
    private final Consumer<PgFrame> seen;
    private final Consumer<PgFrame> client;
    private final Consumer<String> lost;
    private @Nullable Exchange current;
    private char transaction = 'I';
    private boolean closed;

    /**
     * @param seen takes note of every frame of the target
     * @param client takes what is for the client
     * @param lost called once, with the reason, when the target is gone or misbehaves
     */
    Upstream(
            TargetConnection connection,
            Consumer<PgFrame> seen,
            Consumer<PgFrame> client,
            Consumer<String> lost) {
        this.connection = connection;
        this.seen = seen;
        this.client = client;
        this.lost = lost;
        connection.frames(this::accept, this::closed);
    }

    /** The transaction status the target reported last: I, T or E. */
    char transaction() {
        return transaction;
    }

    TargetConnection connection() {
        return connection;
    }

    Optional<Exchange> current() {
        return Optional.ofNullable(current);
    }

    /** Sends frames and follows the answers. */
    Future<Exchange.Result> exchange(
            List<PgFrame> frames, List<Step> steps, @Nullable MaskPlan plan) {
        return start(frames, prepare(steps, plan));
    }

    /** An exchange whose answers go to this session's client. */
    Exchange prepare(List<Step> steps, @Nullable MaskPlan plan) {
        return new Exchange(steps, plan, client);
    }

    Future<Exchange.Result> start(List<PgFrame> frames, Exchange exchange) {
        if (closed) {
            return Future.failedFuture(new TargetLost("the target is gone"));
        }
        if (current != null) {
            return Future.failedFuture(new IllegalStateException("an exchange is under way"));
        }
        current = exchange;
        send(frames);
        return exchange.done()
                .onComplete(_ -> current = null)
                .onSuccess(
                        result -> {
                            if (result.transaction() != 0) {
                                transaction = result.transaction();
                            }
                        });
    }

    /** Sends frames that belong to the exchange under way, such as COPY data. */
    void send(List<PgFrame> frames) {
        var bytes = Buffer.buffer();
        frames.forEach(frame -> bytes.appendBuffer(frame.bytes()));
        connection.write(bytes);
    }

    void close() {
        if (!closed) {
            closed = true;
            connection.write(FrontendFrames.terminate().bytes());
            connection.close();
            if (current != null) {
                current.lost(new TargetLost("the session ended before the target answered"));
            }
        }
    }

    private void accept(PgFrame frame) {
        try {
            seen.accept(frame);
            dispatch(frame);
        } catch (MalformedFrame e) {
            closed(e.getMessage());
            connection.close();
        }
    }

    private void dispatch(PgFrame frame) {
        switch (frame.kind()) {
            case 'N' ->
                    client.accept(
                            hidesTexts() ? Report.read(frame).withoutValues().notice() : frame);
            case 'S' -> parameter(frame);
            case 'A' -> {
                if (!hidesTexts()) {
                    client.accept(frame);
                }
            }
            case 'K', 'R', 'v' -> throw new MalformedFrame("the target restarts authentication");
            default -> answer(frame);
        }
    }

    private void answer(PgFrame frame) {
        if (current != null) {
            current.accept(frame);
        } else if (frame.kind() == 'E') {
            client.accept(frame);
            closed("the target ended the session: " + Report.read(frame).sqlState());
        } else {
            throw new MalformedFrame("the target sent '" + frame.kind() + "' unasked");
        }
    }

    /** What the parser assumed must stay true, whoever changed it. */
    private void parameter(PgFrame frame) {
        var body = frame.body();
        var name = body.readString();
        var value = body.readString();
        if (!ParameterGuard.isSafe(name, value)) {
            throw new MalformedFrame("the target reports " + name + " = " + value);
        }
        if (!hidesTexts()) {
            client.accept(frame);
        }
    }

    private boolean hidesTexts() {
        return current != null && current.hidesTexts();
    }

    private void closed(@Nullable String reason) {
        if (!closed) {
            closed = true;
            var why = reason == null ? "the target closed the connection" : reason;
            if (current != null) {
                current.lost(new TargetLost(why));
            }
            lost.accept(why);
        }
    }
}

package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.edge.postgres.mask.MaskPlan;
import dev.holdpoint.edge.postgres.mask.RowMasker;
import dev.holdpoint.edge.postgres.session.Step.Reply;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.Report;
import dev.holdpoint.edge.postgres.wire.RowDescription;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Frames sent to a target and the answers to them. Answers stream to the client, masked, except the
 * last frames, which say how it went: those are kept back until the outcome is recorded.
 */
final class Exchange {
    private final Deque<Step> expected;
    private final Consumer<PgFrame> client;
    private final @Nullable MaskPlan plan;
    private final Promise<Result> done = Promise.promise();
    private final List<PgFrame> tail = new ArrayList<>();
    private final Set<String> maskedColumns = new LinkedHashSet<>();

    private Optional<RowDescription> description = Optional.empty();
    private @Nullable RowMasker masker;
    private @Nullable Report error;
    private long rows;
    private long streamed;
    private boolean suspended;
    private boolean copyIn;
    private char transaction;

    Exchange(List<Step> expected, @Nullable MaskPlan plan, Consumer<PgFrame> client) {
        this.expected = new ArrayDeque<>(expected);
        this.plan = plan;
        this.client = client;
    }

    /** As if {@code description} had just been received: rows may follow without one. */
    Exchange describedAs(Optional<RowDescription> known) {
        known.ifPresent(this::describe);
        return this;
    }

    /**
     * How an exchange went.
     *
     * @param tail the frames kept back, to be written once the outcome is recorded
     * @param transaction the status byte of ReadyForQuery, 0 if the exchange had none
     */
    record Result(
            List<PgFrame> tail,
            Optional<Report> error,
            long rows,
            boolean suspended,
            List<String> maskedColumns,
            Optional<RowDescription> description,
            char transaction) {}

    Future<Result> done() {
        return done.future();
    }

    boolean wantsCopyData() {
        return copyIn;
    }

    /** The client has sent all its COPY data. */
    void copyDataEnded() {
        copyIn = false;
    }

    /** The target is gone; nobody knows how it went. */
    void lost(Throwable cause) {
        done.tryFail(cause);
    }

    /** Whether texts of errors and notices must not pass. */
    boolean hidesTexts() {
        return plan != null && plan.touches();
    }

    void accept(PgFrame frame) {
        char kind = frame.kind();
        switch (kind) {
            case 'E' -> failed(frame);
            case 'D' -> row(frame);
            case 'T' -> {
                describe(RowDescription.read(frame));
                ending(frame);
            }
            case 'C' -> {
                rows += rowsOf(frame);
                ending(frame);
            }
            case 's' -> {
                suspended = true;
                rows += streamed;
                ending(frame);
            }
            case 'Z' -> {
                transaction = (char) frame.body().readByte();
                ending(frame);
            }
            case 'G' -> {
                copyIn = true;
                relay(frame);
            }
            case 'W' -> throw new MalformedFrame("the target started a replication stream");
            default -> ending(frame);
        }
    }

    private void describe(RowDescription received) {
        description = Optional.of(received);
        if (plan != null) {
            masker = new RowMasker(plan.of(received));
            maskedColumns.addAll(masker.origins());
        }
    }

    private void row(PgFrame frame) {
        if (plan != null && masker == null) {
            throw new MalformedFrame("the target sent a row without describing it");
        }
        streamed++;
        relay(masker == null ? frame : masker.mask(frame));
    }

    private void ending(PgFrame frame) {
        char kind = frame.kind();
        var step = expected.peekFirst();
        if (step == null) {
            throw new MalformedFrame("the target sent '" + kind + "' unasked");
        }
        boolean ends = step.reply().endsWith(kind);
        if (step.relayed()) {
            keepBackOrRelay(frame, ends || kind == 'C' || kind == 'I');
        }
        if (ends) {
            expected.removeFirst();
            copyIn = false;
            finishIfDone();
        }
    }

    private void keepBackOrRelay(PgFrame frame, boolean tells) {
        if (tells) {
            flushTail(frame.kind() == 'Z');
            tail.add(frame);
        } else {
            relay(frame);
        }
    }

    private void failed(PgFrame frame) {
        var report = Report.read(frame);
        error = report;
        copyIn = false;
        if (expected.isEmpty() || expected.stream().anyMatch(Step::relayed)) {
            flushTail(false);
            tail.add(hidesTexts() ? report.withoutValues().error() : frame);
        }
        boolean ready = !expected.isEmpty() && expected.peekLast().reply() == Reply.READY;
        var last = expected.peekLast();
        expected.clear();
        if (ready && last != null) {
            expected.add(last);
        }
        finishIfDone();
    }

    private void relay(PgFrame frame) {
        flushTail(false);
        var step = expected.peekFirst();
        if (step != null && step.relayed()) {
            client.accept(frame);
        }
    }

    private void flushTail(boolean keep) {
        if (!keep) {
            tail.forEach(client);
            tail.clear();
        }
    }

    private void finishIfDone() {
        if (expected.isEmpty()) {
            done.tryComplete(
                    new Result(
                            List.copyOf(tail),
                            Optional.ofNullable(error),
                            rows,
                            suspended,
                            List.copyOf(maskedColumns),
                            description,
                            transaction));
        }
    }

    /** The count at the end of a command tag such as {@code UPDATE 3} or {@code INSERT 0 1}. */
    private static long rowsOf(PgFrame complete) {
        var body = complete.body();
        var tag = new String(body.readBytes(body.remaining() - 1), StandardCharsets.UTF_8);
        var count = tag.substring(tag.lastIndexOf(' ') + 1);
        return !count.isEmpty() && count.length() < 19 && count.chars().allMatch(Character::isDigit)
                ? Long.parseLong(count)
                : 0;
    }
}

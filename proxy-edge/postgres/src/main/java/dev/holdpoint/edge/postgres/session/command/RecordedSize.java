package dev.holdpoint.edge.postgres.session.command;

import dev.holdpoint.edge.command.Unfit;
import dev.holdpoint.edge.postgres.session.kept.Resolved;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How large a command is beside what an event may hold.
 *
 * @param whole bytes of all its texts and shown parameters
 * @param shortened the same with a text that is recorded by its beginning counted as recorded
 */
record RecordedSize(long whole, long shortened) {
    private static final int MOST = 256 * 1024;

    /** Only a text that runs nothing but itself is recorded by its beginning. */
    static RecordedSize of(Resolved resolved, List<String> values) {
        long shown = values.stream().mapToLong(RecordedSize::bytes).sum();
        long texts = resolved.texts().stream().mapToLong(RecordedSize::bytes).sum();
        boolean alone = resolved.texts().size() == 1 && texts > MOST;
        return new RecordedSize(
                texts + shown, (alone ? bytes(resolved.recordable()) : texts) + shown);
    }

    boolean isTooLarge() {
        return shortened > MOST;
    }

    /** What speaks against the command, of which this is not understood, or null. */
    @Nullable Unfit unfit(@Nullable String notUnderstood) {
        if (isTooLarge()) {
            return Unfit.tooLarge(
                    "statement and parameters are larger than the 256 KiB that are recorded");
        }
        if (notUnderstood != null) {
            return Unfit.notUnderstood(notUnderstood);
        }
        return whole > MOST
                ? Unfit.tooLargeToHold(
                        "statement and parameters are larger than the 256 KiB that an approver can"
                                + " be shown")
                : null;
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}

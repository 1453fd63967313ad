package dev.holdpoint.policy.shadow;

import dev.holdpoint.events.Answered;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a revision that is tried would have answered otherwise.
 *
 * @param revision null if none is tried
 * @param since when it began to be tried; null if none is
 * @param stopped when the instance that reports asked it for the last time, since it took too long
 *     too often; null if it is asked
 * @param commands those it was asked about
 * @param changed those it answered otherwise
 * @param answers how many it answered how, beside what the active one did
 * @param rules where they differ, by what would have decided
 * @param principals where they differ, by who asked
 */
public record ShadowSummary(
        @Nullable String revision,
        @Nullable Instant since,
        @Nullable Instant stopped,
        long commands,
        long changed,
        List<Count> answers,
        List<Row> rules,
        List<Row> principals) {
    static final ShadowSummary NONE =
            new ShadowSummary(null, null, null, 0, 0, List.of(), List.of(), List.of());

    public ShadowSummary {
        answers = List.copyOf(answers);
        rules = List.copyOf(rules);
        principals = List.copyOf(principals);
    }

    /** Commands by both answers. */
    public record Count(Answered active, Answered shadow, long commands) {}

    /** Those of one rule or principal. */
    public record Row(String name, List<Count> answers) {}
}

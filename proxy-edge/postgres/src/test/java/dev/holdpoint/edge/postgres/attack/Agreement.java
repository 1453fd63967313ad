package dev.holdpoint.edge.postgres.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.MemoryRecorder;
import dev.holdpoint.edge.postgres.harness.MemoryRecorder.Taken;
import dev.holdpoint.edge.postgres.harness.TargetLog;
import dev.holdpoint.edge.postgres.harness.TargetLog.Asked;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandEvent.CommandRefused;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Outcome;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The record and the target's log tell the same story, the record first. */
final class Agreement {
    /** What the edge itself has the target do on a client's behalf. */
    private static final Pattern OF_THE_EDGE = Pattern.compile("holdpoint refused command");

    /** What the record adds for people. */
    private static final Pattern REMARKS = Pattern.compile("(?s)\n-- (runs|data not reviewed): .*");

    private final MemoryRecorder recorder;
    private final List<Asked> asked;

    Agreement(MemoryRecorder recorder, TargetLog log, String application) {
        this.recorder = recorder;
        this.asked =
                log.asked(application).stream()
                        .filter(line -> !OF_THE_EDGE.matcher(line.text()).find())
                        .toList();
    }

    /** What the target was asked, in order. */
    List<String> ran() {
        return asked.stream().filter(line -> !isFetch(line)).map(Asked::text).toList();
    }

    /** More rows of what has been executed before. */
    private static boolean isFetch(Asked line) {
        return line.how().startsWith("execute fetch from");
    }

    /** What the record says was refused, in order. */
    List<String> refused() {
        var refused = ids(recorder.of(CommandRefused.class).stream().map(CommandRefused::command));
        return recorder.of(CommandDecided.class).stream()
                .filter(decided -> refused.contains(decided.command()))
                .map(CommandDecided::text)
                .distinct()
                .toList();
    }

    /** Whatever ran was recorded before as allowed; what was and did not run ended in an error. */
    void check() {
        var intents =
                new ArrayDeque<>(recorder.all().stream().filter(Agreement::isIntent).toList());
        for (var line : asked) {
            while (!intents.isEmpty() && !matches(intents.element(), line) && !isFetch(line)) {
                assertThat(hasFailed(intents.remove())).as("before " + line).isTrue();
            }
            if (!isFetch(line) || !intents.isEmpty() && matches(intents.element(), line)) {
                assertThat(intents).as("an intent for " + line).isNotEmpty();
                assertThat(intents.remove().at().toEpochMilli())
                        .as("when the intent of " + line + " was recorded")
                        .isLessThanOrEqualTo(line.at().toEpochMilli());
            }
        }
        assertThat(intents).allMatch(this::hasFailed);
        everyCommandEndedOnce();
    }

    private static boolean matches(Taken intent, Asked line) {
        return text(intent).equals(line.text());
    }

    private void everyCommandEndedOnce() {
        var decided = recorder.of(CommandDecided.class);
        var ends = recorder.of(CommandCompleted.class).stream().map(CommandCompleted::command);
        var refusals = recorder.of(CommandRefused.class).stream().map(CommandRefused::command);
        var all = Stream.concat(ends, refusals).toList();
        assertThat(all)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        ids(decided.stream().map(CommandDecided::command)));
    }

    private static boolean isIntent(Taken taken) {
        return taken.event() instanceof CommandDecided decided
                && decided.decision() instanceof Decision.Allow;
    }

    private boolean hasFailed(Taken intent) {
        var command = ((CommandDecided) intent.event()).command();
        return recorder.of(CommandCompleted.class).stream()
                .filter(done -> done.command().equals(command))
                .allMatch(done -> done.outcome() != Outcome.OK);
    }

    private static String text(Taken taken) {
        return REMARKS.matcher(((CommandDecided) taken.event()).text()).replaceFirst("");
    }

    private static Set<CommandId> ids(Stream<CommandId> ids) {
        return ids.collect(Collectors.toSet());
    }
}

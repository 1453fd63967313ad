package dev.holdpoint.policy.shadow;

import dev.holdpoint.eventlog.LoggedEvent;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.ShadowAnswer;
import dev.holdpoint.events.json.UnreadableEvent;
import dev.holdpoint.policy.simulate.RecordedCommand;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts what one revision answered while it was tried; takes as much room for few as for many. */
final class ShadowTally {
    private final RevisionId revision;
    private final Instant since;
    private final Counts answers = new Counts();
    private final Counts rules = new Counts();
    private final Counts principals = new Counts();
    private long commands;
    private long changed;

    /**
     * @param since when the trial began; it may have been tried before
     */
    ShadowTally(RevisionId revision, Instant since) {
        this.revision = revision;
        this.since = since;
    }

    /** Passes over whatever else is on the log, and what is of a trial before. */
    void accept(LoggedEvent record) {
        if (!record.headers().getOrDefault("ce_type", "").startsWith(RecordedCommand.ANY_VERSION)) {
            return;
        }
        try {
            var envelope = record.envelope();
            if (!envelope.time().isBefore(since)
                    && envelope.event() instanceof CommandDecided decided
                    && decided.shadow() != null
                    && decided.shadow().revision().equals(revision)) {
                add(decided, decided.shadow());
            }
        } catch (UnreadableEvent _) {
            return;
        }
    }

    void add(CommandDecided decided, ShadowAnswer shadow) {
        commands++;
        answers.add("all", shadow);
        if (shadow.active() != shadow.answer()) {
            changed++;
            rules.add(shadow.rules().isEmpty() ? "none" : shadow.rules().getFirst(), shadow);
            principals.add(decided.principal().id().toString(), shadow);
        }
    }

    ShadowSummary summary(@Nullable Instant stopped) {
        return new ShadowSummary(
                revision.value(),
                since,
                stopped,
                commands,
                changed,
                answers.list().stream().flatMap(row -> row.answers().stream()).toList(),
                rules.list(),
                principals.list());
    }
}

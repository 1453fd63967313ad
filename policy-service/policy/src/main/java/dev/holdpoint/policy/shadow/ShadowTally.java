package dev.holdpoint.policy.shadow;

import dev.holdpoint.eventlog.LoggedEvent;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.ShadowAnswer;
import dev.holdpoint.events.json.UnreadableEvent;
import java.time.Instant;

/** Counts what one revision answered while it was tried; takes as much room for few as for many. */
final class ShadowTally {
    private static final String DECIDED = "dev.holdpoint.sessions.CommandDecided.";

    private final RevisionId revision;
    private final Counts answers = new Counts();
    private final Counts rules = new Counts();
    private final Counts principals = new Counts();
    private long commands;
    private long changed;

    ShadowTally(RevisionId revision) {
        this.revision = revision;
    }

    /** Passes over whatever else is on the log. */
    void accept(LoggedEvent record) {
        if (!record.headers().getOrDefault("ce_type", "").startsWith(DECIDED)) {
            return;
        }
        try {
            if (record.envelope().event() instanceof CommandDecided decided
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

    ShadowSummary summary(Instant since) {
        return new ShadowSummary(
                revision.value(),
                since,
                commands,
                changed,
                answers.list().stream().flatMap(row -> row.answers().stream()).toList(),
                rules.list(),
                principals.list());
    }
}

package dev.holdpoint.edge.postgres.session.kept;

import dev.holdpoint.events.CommandEvent.StatementList;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.sql.Mentions;
import dev.holdpoint.sql.NameChange;
import dev.holdpoint.sql.lineage.Output;
import dev.holdpoint.sql.text.RecordableText;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text with its names resolved.
 *
 * @param texts every text that could run: its own first
 * @param recordable its own text, for people
 * @param runs the further texts, for people
 * @param concealed whether any value, a parameter's too, may be a credential
 * @param statements what each statement of its own text does; null unless it has several
 * @param outputs what each statement answers with; empty if that depends on names
 * @param notUnderstood why it is not understood, or null
 * @param unclear what nobody can tell of it if {@code UNKNOWN} is among its effects, or null
 * @param change what it does to the meaning of names
 * @param uncounted whether it may change rows that no command tag counts
 * @param under what the target read the texts by that its names stand for, where Parse made them
 */
public record Resolved(
        List<String> texts,
        String recordable,
        List<String> runs,
        boolean concealed,
        CommandFacts facts,
        @Nullable StatementList statements,
        Mentions mentions,
        List<Output> outputs,
        @Nullable String notUnderstood,
        @Nullable String unclear,
        NameChange change,
        boolean uncounted,
        Set<String> under) {
    private static final String NOT_REVIEWED =
            "\n-- data not reviewed: what COPY takes in follows the statement";

    /** Its text for people, what the names in it may stand for, and what nobody sees of it. */
    public String shown() {
        var further = runs.isEmpty() ? "" : "\n-- runs: " + String.join("\n-- or: ", runs);
        return recordable + further + (mentions.copyIn() ? NOT_REVIEWED : "");
    }

    /** Parameters as they may be shown. */
    public List<String> shown(List<String> values) {
        return concealed ? Collections.nCopies(values.size(), RecordableText.HIDDEN) : values;
    }
}

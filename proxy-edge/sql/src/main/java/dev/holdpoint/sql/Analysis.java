package dev.holdpoint.sql;

import dev.holdpoint.events.CommandEvent.StatementList;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.sql.catalogue.Basis;
import dev.holdpoint.sql.lineage.Output;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a statement text, which may hold several statements. */
public sealed interface Analysis {
    /** Bytes that what is known of a character of a text takes, roughly. */
    long BYTES_PER_CHARACTER = 6;

    /** Bytes that what is listed of a statement takes, roughly. */
    long BYTES_PER_STATEMENT = 512;

    /**
     * The union over all statements; has {@code UNKNOWN} among its effects if any part is unclear.
     */
    CommandFacts facts();

    /** The text with credential literals replaced, fit for events and eyes. */
    String recordableText();

    /**
     * Bytes it takes beyond those of its text, roughly: a short text may answer with very many
     * columns, and so may what it prepares.
     */
    long weight();

    /**
     * The text follows the grammar.
     *
     * @param statements what each statement does; null unless there are several
     * @param names what the statements do to, or ask of, the session's prepared statements and
     *     cursors, in order
     * @param mentions what masking needs to know
     * @param outputs what each statement answers with, in order
     * @param settings what the statements ask of the gateway's own settings, in order
     * @param change what the text does to the meaning of names
     * @param uncounted whether it may change rows that no command tag counts: in WITH, by a
     *     trigger, a cascade or a function
     * @param concealed whether any value in it, a parameter's too, may be a credential
     * @param basis what it was understood by
     * @param unclear what nobody can tell of it if {@code UNKNOWN} is among its effects: a clause
     *     that begins with "what"; null if there is nothing, or no words for it
     */
    record Understood(
            CommandFacts facts,
            @Nullable StatementList statements,
            String recordableText,
            List<SessionName> names,
            Mentions mentions,
            List<Output> outputs,
            List<SessionSetting> settings,
            NameChange change,
            boolean uncounted,
            boolean concealed,
            Basis basis,
            @Nullable String unclear)
            implements Analysis {
        public Understood {
            names = List.copyOf(names);
            outputs = List.copyOf(outputs);
            settings = List.copyOf(settings);
        }

        @Override
        public long weight() {
            long listed = statements == null ? 0 : statements.listed().size();
            return listed * BYTES_PER_STATEMENT
                    + outputs.stream().mapToLong(Output::weight).sum()
                    + names.stream().mapToLong(SessionName::weight).sum();
        }
    }

    /**
     * The text could not be parsed, or not within its limits.
     *
     * @param reason for people
     * @param errorAt the character, counted from 1, at which it is not PostgreSQL; 0 if that is not
     *     the reason, or not known
     */
    record NotUnderstood(CommandFacts facts, String recordableText, String reason, int errorAt)
            implements Analysis {
        public NotUnderstood(CommandFacts facts, String recordableText, String reason) {
            this(facts, recordableText, reason, 0);
        }

        @Override
        public long weight() {
            return 0;
        }
    }
}

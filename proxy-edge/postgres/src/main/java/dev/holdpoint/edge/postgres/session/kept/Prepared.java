package dev.holdpoint.edge.postgres.session.kept;

import dev.holdpoint.sql.Analysis;
import dev.holdpoint.sql.SessionName;
import org.jspecify.annotations.Nullable;

/**
 * A statement text and what is known of it.
 *
 * @param under the surroundings in which the target read its literals, if Parse made it
 * @param types what Parse said its parameters are
 * @param part which of the text's names it is the meaning of; {@link #WHOLE} for the text itself
 * @param size what keeping it takes, in characters of text
 */
public record Prepared(
        String text, Analysis analysis, String under, ParameterTypes types, int part, long size) {
    /** Stands for the text itself, not for a name it makes. */
    public static final int WHOLE = -1;

    /** A text of SQL's, which no Parse made and nobody keeps. */
    public Prepared(String text, Analysis analysis) {
        this(text, analysis, "", ParameterTypes.NONE, WHOLE, text.length());
    }

    private Prepared(String text, Analysis analysis, String under, ParameterTypes types, int part) {
        this(
                text,
                analysis,
                under,
                types,
                part,
                text.length() + analysis.weight() / Analysis.BYTES_PER_CHARACTER);
    }

    /** A text that Parse made. */
    public Prepared(String text, Analysis analysis, String under, ParameterTypes types) {
        this(text, analysis, under, types, WHOLE);
    }

    /** Whether what it does depends on, or changes, what other names mean. */
    public boolean hasNames() {
        return analysis instanceof Analysis.Understood understood && !understood.names().isEmpty();
    }

    /** The same text by a later analysis; what SQL prepared in it stays a part of the text. */
    public Prepared understoodAs(Analysis later) {
        return new Prepared(text, within(later), under, types, part);
    }

    /** What the target read it by, if Parse made it; empty otherwise. */
    public String reading() {
        return types.with(under);
    }

    /** SQL gave it a name. */
    static Prepared named(String text, Analysis.Understood inner, int part) {
        return new Prepared(text, inner, "", ParameterTypes.NONE, part);
    }

    private Analysis within(Analysis later) {
        return part != WHOLE && later instanceof Analysis.Understood understood
                ? meaning(understood.names().get(part))
                : later;
    }

    private static Analysis meaning(SessionName name) {
        return switch (name) {
            case SessionName.Prepare(_, var inner) -> inner;
            case SessionName.Declare(_, var inner) -> inner;
            case SessionName.Execute _, SessionName.Fetch _ ->
                    throw new IllegalArgumentException("it gives no name");
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Prepared prepared
                && part == prepared.part
                && text.equals(prepared.text)
                && under.equals(prepared.under)
                && types.equals(prepared.types)
                && analysis.equals(prepared.analysis);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}

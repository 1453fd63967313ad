package dev.holdpoint.edge.postgres.inputs;

import dev.holdpoint.sql.Analysis;
import dev.holdpoint.sql.Analysis.NotUnderstood;
import dev.holdpoint.sql.Analysis.Understood;
import dev.holdpoint.sql.SessionSetting;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements about the edge's own settings, which it answers itself. */
public final class OwnSetting {
    /** The only one there is. */
    public static final String JUSTIFICATION = "justification";

    private static final int MAX_CHARACTERS = 500;

    private OwnSetting() {}

    /**
     * The same analysis, or that the text is not understood if it asks of such a setting what
     * cannot be done: it is refused then, and no target sees it.
     */
    public static Analysis checked(Analysis analysis) {
        if (analysis instanceof Understood understood && !understood.settings().isEmpty()) {
            var objection = objection(understood);
            return objection == null
                    ? understood
                    : new NotUnderstood(understood.facts(), understood.recordableText(), objection);
        }
        return analysis;
    }

    /** What a text that passed {@link #checked} asks of the edge; empty if it is for the target. */
    public static Optional<SessionSetting> of(Analysis analysis) {
        return analysis instanceof Understood understood
                ? understood.settings().stream().findFirst()
                : Optional.empty();
    }

    private static @Nullable String objection(Understood understood) {
        if (understood.facts().kinds().size() != 1) {
            return "a holdpoint setting is answered by Holdpoint itself, so its statement must be"
                    + " sent on its own";
        }
        var setting = understood.settings().getFirst();
        if (!setting.name().equals(JUSTIFICATION)) {
            return "there is no setting holdpoint." + setting.name();
        }
        return switch (setting) {
            case SessionSetting.Change(_, var value, _) -> objection(value);
            case SessionSetting.Unusable _ -> "holdpoint.justification takes one string";
            case SessionSetting.Reset _, SessionSetting.Show _ -> null;
        };
    }

    private static @Nullable String objection(String value) {
        if (value.codePointCount(0, value.length()) > MAX_CHARACTERS) {
            return "a justification has at most " + MAX_CHARACTERS + " characters";
        }
        return value.codePoints().anyMatch(OwnSetting::isUnprintable)
                ? "a justification has no control or formatting characters"
                : null;
    }

    private static boolean isUnprintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    true;
            default -> false;
        };
    }
}

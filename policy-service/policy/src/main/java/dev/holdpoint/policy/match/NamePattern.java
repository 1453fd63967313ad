package dev.holdpoint.policy.match;

import java.util.Locale;

/**
 * A pattern for names of tables, columns or functions. What a name written in a statement refers to
 * is not certain without the target's catalogue, so deny and hold ask whether it could be meant and
 * allow asks whether it certainly is.
 */
public final class NamePattern {
    /** Any name: where a command is asked about of which not all is known. */
    public static final String ANY = "*";

    private static final int RESOLVED_DOTS = 2;

    /** Characters that take about as long to compare as everything around them. */
    private static final int CHARACTERS_PER_STEP = 256;

    private final Glob whole;
    private final Glob folded;
    private final Glob foldedLast;
    private final boolean qualified;

    public NamePattern(String pattern) {
        this.whole = new Glob(pattern);
        this.folded = new Glob(fold(pattern));
        this.foldedLast = new Glob(last(fold(pattern)));
        this.qualified = pattern.contains(".");
    }

    /** How many steps it may take to compare this with a name, in the worst case. */
    int steps(String name) {
        return 1 + whole.pattern().length() * name.length() / CHARACTERS_PER_STEP;
    }

    /** Whether {@code name} could refer to what is meant here: for deny and hold. */
    boolean mayMean(String name) {
        if (name.equals(ANY)) {
            return true;
        }
        var text = fold(name);
        boolean eitherUnqualified = !qualified || !text.contains(".");
        return folded.matches(text) || eitherUnqualified && foldedLast.matches(last(text));
    }

    /**
     * As {@link #mayMean}, for columns, whose qualifier may be an alias and which {@code *} names.
     */
    boolean mayMeanColumn(String name) {
        var column = last(fold(name));
        return column.equals(ANY) || foldedLast.matches(column);
    }

    /**
     * As {@link #mayMeanColumn}, for columns that were resolved as far as possible: {@code
     * schema.table.column} is another column than one of another table.
     */
    boolean mayMeanResolved(String name) {
        var text = fold(name);
        if (dots(text) != RESOLVED_DOTS || dots(folded.pattern()) != RESOLVED_DOTS) {
            return mayMeanColumn(name);
        }
        return last(text).equals(ANY)
                ? new Glob(table(folded.pattern())).matches(table(text))
                : folded.matches(text);
    }

    /** Whether {@code name} is certainly meant here: for allow. */
    boolean covers(String name) {
        return whole.matches(name);
    }

    private static long dots(String text) {
        return text.chars().filter(c -> c == '.').count();
    }

    private static String table(String column) {
        return column.substring(0, column.lastIndexOf('.'));
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    @Override
    public String toString() {
        return whole.pattern();
    }
}

package dev.holdpoint.policy.evaluate;

/** Conditions in which each level hands twice as much to the next one. */
public final class ConditionBombs {
    public static final String TOLD = "wrong at 1:18 of its text: a loop goes over something";
    public static final String HINT = "Loop over a variable";

    static final String DOUBLED_TEXT = doubling("['x'].exists(v0, ", "[v%1$d + v%1$d]");
    static final String DOUBLED_LIST = doubling("[['x']].exists(v0, ", "[v%1$d + v%1$d]");
    static final String LIST_OF_LISTS = doubling("[['x']].exists(v0, ", "[[v%1$d, v%1$d]]");

    /** The rules of a policy: one, with the first of them. */
    public static final String RULE =
            "rules:\n  - { name: r, decide: deny, match: {}, when: \"%s\" }\n"
                    .formatted(DOUBLED_TEXT);

    private static final int LEVELS = 30;

    private ConditionBombs() {}

    private static String doubling(String first, String range) {
        var text = new StringBuilder(first);
        for (int level = 0; level < LEVELS; level++) {
            text.append(range.formatted(level)).append(".exists(v").append(level + 1).append(", ");
        }
        return text + "false" + ")".repeat(LEVELS + 1);
    }
}

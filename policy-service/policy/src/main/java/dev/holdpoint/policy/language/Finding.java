package dev.holdpoint.policy.language;

/**
 * One thing wrong with the documents.
 *
 * @param message what is wrong, cut after a thousand characters as the hint is
 * @param hint what would be right
 */
public record Finding(Place place, String message, String hint) {
    private static final int MAX_LENGTH = 1_000;

    public Finding {
        message = shortened(message);
        hint = shortened(hint);
    }

    private static String shortened(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
    }

    @Override
    public String toString() {
        return place + ": " + message + " Hint: " + hint;
    }
}

package dev.holdpoint.policy.language;

/**
 * One thing wrong with the documents.
 *
 * @param hint what would be right
 */
public record Finding(Place place, String message, String hint) {
    @Override
    public String toString() {
        return place + ": " + message + " Hint: " + hint;
    }
}

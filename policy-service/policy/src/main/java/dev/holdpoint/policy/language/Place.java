package dev.holdpoint.policy.language;

/** A spot in a file, lines and columns from 1. */
public record Place(String file, int line, int column) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}

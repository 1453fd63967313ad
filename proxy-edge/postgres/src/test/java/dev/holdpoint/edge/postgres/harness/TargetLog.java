package dev.holdpoint.edge.postgres.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The target's own statement log since the test began: the oracle of what reached it. */
public final class TargetLog {
    private final Path file;
    private final long from;

    TargetLog(Path file) {
        this.file = file;
        this.from = text(file).length();
    }

    /** Whether a statement, or part of one, reached the target. */
    public boolean shows(String statement) {
        return text(file).substring((int) from).contains(statement);
    }

    /** How often it shows. */
    public int count(String statement) {
        return text(file)
                        .substring((int) from)
                        .split(java.util.regex.Pattern.quote(statement), -1)
                        .length
                - 1;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

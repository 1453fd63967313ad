package dev.holdpoint.policy.language.condition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks the pattern of a {@code matches}. Repetitions of repetitions multiply while a pattern is
 * compiled, so they are counted before: no pattern is compiled that would fill the memory.
 */
final class MatchPattern {
    static final int MAX_PROGRAM = 200;
    private static final int MAX_LENGTH = 256;
    private static final int MAX_REPETITIONS = 1_000;
    private static final int DIGITS = 4;
    private static final Pattern REPETITION =
            Pattern.compile("(.?)\\{([0-9]+)(?:,([0-9]*))?\\}", Pattern.DOTALL);

    static final String HINT =
            "Write a pattern of RE2 of at most %d characters, with few repetitions."
                    .formatted(MAX_LENGTH);

    private MatchPattern() {}

    /** What is wrong with it; empty if nothing is. */
    static Optional<String> problem(String pattern) {
        if (pattern.length() > MAX_LENGTH) {
            return Optional.of("has more than %d characters".formatted(MAX_LENGTH));
        }
        if (repetitions(pattern) > MAX_REPETITIONS) {
            return Optional.of("repeats repetitions too often");
        }
        try {
            return Pattern.compile(pattern).programSize() > MAX_PROGRAM
                    ? Optional.of("has too many parts")
                    : Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("is none: " + e.getDescription());
        }
    }

    /** How often a part is repeated at most, were all groups that are repeated in each other. */
    private static long repetitions(String pattern) {
        var found = REPETITION.matcher(pattern);
        long ofGroups = 1;
        long ofOne = 1;
        for (int from = 0;
                found.find(from) && ofGroups <= MAX_REPETITIONS;
                from = found.end() - 1) {
            long times = Math.max(times(found.group(2)), times(found.group(3)));
            if (isOfOne(found.group(1))) {
                ofOne = Math.max(ofOne, times);
            } else {
                ofGroups *= times;
            }
        }
        return ofGroups * ofOne;
    }

    private static boolean isOfOne(String before) {
        return !before.isEmpty() && ")}*+?".indexOf(before.charAt(0)) < 0;
    }

    private static long times(@Nullable String number) {
        if (number == null || number.isEmpty()) {
            return 1;
        }
        return number.length() > DIGITS
                ? MAX_REPETITIONS + 1L
                : Math.max(1, Long.parseLong(number));
    }
}

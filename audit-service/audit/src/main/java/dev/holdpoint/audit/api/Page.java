package dev.holdpoint.audit.api;

import dev.holdpoint.service.Problem;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next cursor of the part after this one; null if this is the last
 */
public record Page<T>(List<T> items, @Nullable String next) {
    private static final int MOST = 200;

    /** The first {@code limit} of rows of which one more than that was asked for. */
    static <R, T> Page<T> of(
            List<R> rows, int limit, Function<R, T> view, Function<R, String> cursor) {
        var page = rows.subList(0, Math.min(limit, rows.size()));
        var next = rows.size() > limit ? cursor.apply(page.getLast()) : null;
        return new Page<>(page.stream().map(view).toList(), next);
    }

    /**
     * How many rows a caller may have; 1 to 200.
     *
     * @throws Problem 400 for any other number
     */
    static int limit(int asked) {
        if (asked < 1 || asked > MOST) {
            throw new Problem(400, "bad-limit", "limit is 1 to %d, not %d.".formatted(MOST, asked));
        }
        return asked;
    }
}

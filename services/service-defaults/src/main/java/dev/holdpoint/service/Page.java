package dev.holdpoint.service;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Part of a listing.
 *
 * @param next cursor of what follows, or null at the end
 */
public record Page<T>(List<T> items, @Nullable String next) {
    /** The parameter of the query that says how many. */
    static final String LIMIT = "limit";

    private static final int DEFAULT = 50;
    private static final int MAX = 500;

    /** How many rows a caller may have; 1 to 500, 50 unless told. */
    public static int limit(@Nullable Integer asked) {
        if (asked == null) {
            return DEFAULT;
        }
        if (asked < 1 || asked > MAX) {
            throw badLimit(asked.toString());
        }
        return asked;
    }

    static Problem badLimit(String asked) {
        return new Problem(400, "bad-limit", "%s is 1 to %d, not %s.".formatted(LIMIT, MAX, asked));
    }

    /** The key after which to go on; empty at the beginning. */
    public static String after(@Nullable String cursor) {
        try {
            return cursor == null
                    ? ""
                    : new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new Problem(400, "bad-cursor", "Use a cursor as an answer gave it in next.");
        }
    }

    /** Of {@code limit + 1} rows that were asked for, in order of {@code key}. */
    public static <R, T> Page<T> of(
            List<R> rows, int limit, Function<R, String> key, Function<R, T> view) {
        var shown = rows.subList(0, Math.min(limit, rows.size()));
        var next = rows.size() > limit ? cursor(key.apply(shown.getLast())) : null;
        return new Page<>(shown.stream().map(view).toList(), next);
    }

    private static String cursor(String key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }
}

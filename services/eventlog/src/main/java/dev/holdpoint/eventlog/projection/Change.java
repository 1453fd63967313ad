package dev.holdpoint.eventlog.projection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change to a projection's rows.
 *
 * @param sql with {@code $1}, {@code $2} and so on; table names unqualified
 * @param parameters may be null; instants, enums and lists of strings become timestamptz, text and
 *     text[]
 */
public record Change(String sql, List<@Nullable Object> parameters) {
    public Change {
        parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
    }

    public static Change of(String sql, @Nullable Object... parameters) {
        return new Change(sql, Arrays.asList(parameters));
    }
}

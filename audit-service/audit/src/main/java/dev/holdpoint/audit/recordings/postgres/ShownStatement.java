package dev.holdpoint.audit.recordings.postgres;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the client was shown of one statement of a command, or a part of it.
 *
 * @param number 1 for the command's first; parts of one statement have the same; what the target
 *     said after the last one has the number that another one would have
 * @param columns null if rows were not described, or there are none
 * @param rows values as text; SQL NULL is null
 * @param copied data of COPY, message by message; binary data in hex
 * @param leftOut the sizes in bytes of messages too large to show
 * @param notifications of those it listens to
 * @param parameters settings the target reported
 * @param suspended the client fetched no further
 * @param tag what the target said of its completion, for example {@code SELECT 2}; null if it did
 *     not complete, or not in this part
 */
public record ShownStatement(
        long number,
        @Nullable List<Column> columns,
        List<List<@Nullable String>> rows,
        List<String> copied,
        List<Long> leftOut,
        List<Report> notices,
        List<Notification> notifications,
        List<Parameter> parameters,
        boolean suspended,
        @Nullable String tag,
        @Nullable Report error) {}

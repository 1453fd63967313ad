package dev.holdpoint.audit.recordings.postgres;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where reading goes on.
 *
 * @param position of the next message, in bytes from the recording's start
 * @param statement the number of the statement it belongs to
 * @param description the position of the message that describes the statement's rows or data; -1 if
 *     there was none
 */
public record Mark(long position, long statement, long description) {
    public static final Mark START = new Mark(0, 1, -1);
    private static final Pattern TEXT = Pattern.compile("(\\d{1,15})\\.(\\d{1,15})\\.(\\d{1,15})?");

    /** Empty if {@code text} is none that {@link #toString} has written. */
    public static Optional<Mark> parse(String text) {
        var parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new Mark(
                        Long.parseLong(parts.group(1)),
                        Long.parseLong(parts.group(2)),
                        parts.group(3) == null ? -1 : Long.parseLong(parts.group(3))));
    }

    public boolean isDescribed() {
        return description >= 0;
    }

    @Override
    public String toString() {
        return position + "." + statement + "." + (isDescribed() ? description : "");
    }
}

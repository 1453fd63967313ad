package dev.holdpoint.eventlog;

import java.time.Instant;

/** Writes instants as {@link Instant#toString} does; most of one second share their beginning. */
final class InstantText {
    private static final int[] UNITS = {1_000_000, 1_000, 1};
    private static volatile Second latest = Second.of(0);

    private InstantText() {}

    private record Second(long number, String text) {
        static Second of(long number) {
            var text = Instant.ofEpochSecond(number).toString();
            return new Second(number, text.substring(0, text.length() - 1));
        }
    }

    static String of(Instant time) {
        var second = latest;
        if (second.number() != time.getEpochSecond()) {
            second = Second.of(time.getEpochSecond());
            latest = second;
        }
        return second.text() + fraction(time.getNano()) + 'Z';
    }

    /** In groups of three digits, as many as are needed. */
    private static String fraction(int nanos) {
        if (nanos == 0) {
            return "";
        }
        int groups = 1;
        while (nanos % UNITS[groups - 1] != 0) {
            groups++;
        }
        var digits = Integer.toString(1_000_000_000 + nanos);
        return "." + digits.substring(1, 1 + 3 * groups);
    }
}

package dev.holdpoint.edge.postgres.inputs;

import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.session.SessionMeter;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Counts rows as they come from the target, whatever protocol asked for them and however the
 * command ends: rows of a suspended portal when they pass, rows of a cancelled query as far as they
 * got.
 */
final class RowTally {
    private static final Set<String> CHANGES = Set.of("INSERT", "UPDATE", "DELETE", "MERGE");

    private final SessionMeter meter;
    private long streamed;
    private boolean copyOut;

    RowTally(SessionMeter meter) {
        this.meter = meter;
    }

    /**
     * COPY between the target and a file of its own has no frames but its tag: taken as written.
     */
    void saw(PgFrame frame) {
        switch (frame.kind()) {
            case 'D', 'd' -> {
                streamed++;
                meter.returned(1);
            }
            case 'V' -> meter.returned(1);
            case 'H' -> copyOut = true;
            case 'C' -> completed(tag(frame));
            case 's', 'I' -> streamed = 0;
            case 'E' -> over();
            default -> {}
        }
    }

    private void completed(String tag) {
        var verb = tag.substring(0, Math.max(0, tag.indexOf(' ')));
        long rows = count(tag);
        if (CHANGES.contains(verb) || verb.equals("COPY") && !copyOut) {
            meter.written(rows);
        } else if (verb.equals("COPY")) {
            meter.returned(rows - streamed);
        } else if (verb.equals("SELECT") && streamed == 0) {
            meter.written(rows);
        }
        over();
    }

    private void over() {
        streamed = 0;
        copyOut = false;
    }

    private static String tag(PgFrame frame) {
        var body = frame.body();
        return new String(body.readBytes(body.remaining() - 1), StandardCharsets.UTF_8);
    }

    /** The number at the end of a tag such as {@code UPDATE 3} or {@code INSERT 0 1}. */
    private static long count(String tag) {
        var digits = tag.substring(tag.lastIndexOf(' ') + 1);
        return !digits.isEmpty()
                        && digits.length() < 19
                        && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Long.parseLong(digits)
                : 0;
    }
}

package dev.holdpoint.edge.postgres.mask;

import io.vertx.core.buffer.Buffer;

/** Finds the last line break outside quotes, however a text grows; every byte is looked at once. */
final class WholeLines {
    private final int most;
    private int scanned;
    private boolean quoted;
    private int whole;
    private int last;

    /**
     * @param most so many bytes wait for a quote to end; then any line break will do
     */
    WholeLines(int most) {
        this.most = most;
    }

    /** How much of the text is whole lines; the caller takes that much from its front. */
    int taken(Buffer text) {
        scan(text);
        boolean tooMuch = text.length() > most && last > whole;
        int end = tooMuch ? last : whole;
        scanned = tooMuch ? 0 : scanned - end;
        quoted &= !tooMuch;
        last = tooMuch ? 0 : last - end;
        whole = 0;
        return end;
    }

    private void scan(Buffer text) {
        for (; scanned < text.length(); scanned++) {
            byte each = text.getByte(scanned);
            if (each == '"') {
                quoted = !quoted;
            } else if (each == '\n') {
                last = scanned + 1;
                whole = quoted ? whole : last;
            }
        }
    }
}

package dev.holdpoint.ledger.verify;

import dev.holdpoint.ledger.MalformedLedger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Lines of bytes, newline included, of bounded length. */
final class LineReader {
    private static final int MAX_LINE = 16 << 20;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** The next line, or null at the end; the last one may lack its newline. */
    byte @Nullable [] next() throws IOException {
        var line = new ByteArrayOutputStream(1024);
        while (at < end || fill()) {
            int newline = at;
            while (newline < end && buffer[newline] != '\n') {
                newline++;
            }
            boolean complete = newline < end;
            int stop = complete ? newline + 1 : end;
            line.write(buffer, at, stop - at);
            at = stop;
            if (complete) {
                return line.toByteArray();
            }
            if (line.size() > MAX_LINE) {
                throw new MalformedLedger("a line is longer than " + MAX_LINE + " bytes");
            }
        }
        return line.size() == 0 ? null : line.toByteArray();
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }
}

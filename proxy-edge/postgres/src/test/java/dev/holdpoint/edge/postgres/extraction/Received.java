package dev.holdpoint.edge.postgres.extraction;

import dev.holdpoint.edge.postgres.wire.PgFrame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** All that a client got, as one who looks for something would put it together. */
record Received(List<PgFrame> frames) {
    /** The stream as it came, cells strung together, and cells read as numbers. */
    List<String> views() {
        var stream = new StringBuilder();
        var cells = new StringBuilder();
        var numbers = new StringBuilder();
        for (var frame : frames) {
            stream.append(latin(frame.bytes().getBytes()));
            if (frame.kind() == 'D') {
                for (var cell : cells(frame)) {
                    cells.append(latin(cell));
                    if (cell.length == Integer.BYTES) {
                        numbers.append(ByteBuffer.wrap(cell).getInt());
                    }
                }
            }
        }
        return List.of(stream.toString(), cells.toString(), numbers.toString());
    }

    /** The stream as it came. */
    String stream() {
        return views().getFirst();
    }

    boolean isError() {
        return frames.stream().anyMatch(frame -> frame.kind() == 'E');
    }

    private static List<byte[]> cells(PgFrame row) {
        var body = row.body();
        int count = body.readShort();
        var cells = new ArrayList<byte[]>();
        for (int i = 0; i < count; i++) {
            int length = body.readInt();
            if (length > 0) {
                cells.add(body.readBytes(length));
            }
        }
        return cells;
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}

package dev.holdpoint.edge.postgres.mask;

import dev.holdpoint.edge.postgres.mask.MaskPlan.ColumnMask;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;

/**
 * Rewrites DataRow frames as they pass: masked cells are new, what lies between is copied whole.
 */
public final class RowMasker {
    private static final int NULL = -1;
    private static final int FIRST_CELL = 7;

    private final List<Optional<ColumnMask>> masks;
    private final boolean idle;

    public RowMasker(List<Optional<ColumnMask>> masks) {
        this.masks = List.copyOf(masks);
        this.idle = masks.stream().allMatch(Optional::isEmpty);
    }

    /** The row as the client may see it. */
    public PgFrame mask(PgFrame row) {
        if (idle) {
            return row;
        }
        var walk = new Walk(row.bytes());
        for (var mask : masks) {
            walk.cell(mask);
        }
        return walk.end(row);
    }

    private final class Walk {
        private final Buffer row;
        private final Buffer masked;
        private int copied;
        private int at = FIRST_CELL;

        Walk(Buffer row) {
            this.row = row;
            this.masked = Buffer.buffer(row.length() + 64);
            if (row.length() < FIRST_CELL || row.getUnsignedShort(5) != masks.size()) {
                throw new MalformedFrame("a row that does not match its description");
            }
        }

        void cell(Optional<ColumnMask> mask) {
            need(Integer.BYTES);
            int length = row.getInt(at);
            int value = at + Integer.BYTES;
            at = value;
            if (length == NULL) {
                return;
            }
            need(length);
            at += length;
            if (mask.isPresent()) {
                replace(value, mask.get());
            }
        }

        private void replace(int value, ColumnMask mask) {
            mask.count().one();
            var seen = mask.cell().mask(row.getBytes(value, at));
            masked.appendBuffer(row, copied, value - Integer.BYTES - copied);
            masked.appendInt(seen == null ? NULL : seen.length);
            if (seen != null) {
                masked.appendBytes(seen);
            }
            copied = at;
        }

        private void need(int count) {
            if (count < 0 || count > row.length() - at) {
                throw new MalformedFrame(
                        "a cell of %d bytes where %d are left".formatted(count, row.length() - at));
            }
        }

        PgFrame end(PgFrame unchanged) {
            if (at != row.length()) {
                throw new MalformedFrame("bytes behind a row's last cell");
            }
            if (copied == 0) {
                return unchanged;
            }
            masked.appendBuffer(row, copied, at - copied);
            masked.setInt(1, masked.length() - 1);
            return new PgFrame((byte) 'D', masked);
        }
    }
}

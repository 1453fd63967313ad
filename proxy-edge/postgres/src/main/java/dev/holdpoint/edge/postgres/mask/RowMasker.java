package dev.holdpoint.edge.postgres.mask;

import dev.holdpoint.edge.detect.ValueDetectors;
import dev.holdpoint.edge.postgres.mask.MaskPlan.ColumnMask;
import dev.holdpoint.edge.postgres.mask.cell.CellMask;
import dev.holdpoint.edge.postgres.mask.cell.DetectedCells;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites DataRow frames as they pass: masked cells are new, what lies between is copied whole.
 */
public final class RowMasker {
    /** Lets rows pass as they are. */
    static final RowMasker PLAIN = new RowMasker(List.of());

    private static final int NULL = -1;
    private static final int FIRST_CELL = 7;

    private final List<Optional<ColumnMask>> masks;
    private final List<Optional<DetectedCells>> detected;
    private final @Nullable ValueDetectors detectors;
    private final boolean idle;
    private final boolean opaque;

    RowMasker(List<Optional<ColumnMask>> masks) {
        this(masks, List.of(), null);
    }

    /**
     * @param detected looks into each column that is not masked anyway; empty if there is no need
     * @param detectors tells rows not worth a look; null if nothing is looked for
     */
    RowMasker(
            List<Optional<ColumnMask>> masks,
            List<Optional<DetectedCells>> detected,
            @Nullable ValueDetectors detectors) {
        this.masks = List.copyOf(masks);
        this.detected = List.copyOf(detected);
        this.detectors = detectors;
        this.idle = masks.stream().allMatch(Optional::isEmpty);
        this.opaque = detected.stream().flatMap(Optional::stream).anyMatch(DetectedCells::isOpaque);
    }

    /** Whether it lets every row pass as it is, unseen. */
    boolean isPlain() {
        return idle && detectors == null;
    }

    /** The row as the client may see it. */
    public PgFrame mask(PgFrame row) {
        boolean looking = isWorthALook(row);
        if (idle && !looking) {
            return row;
        }
        var walk = new Walk(row.bytes());
        for (int i = 0; i < masks.size(); i++) {
            walk.cell(masks.get(i), looking ? detected.get(i) : Optional.empty());
        }
        return walk.end(row);
    }

    private boolean isWorthALook(PgFrame row) {
        return detectors != null
                && (opaque || detectors.couldFind(row.bytes(), FIRST_CELL, row.length()));
    }

    private final class Walk {
        private final Buffer row;
        private final Rewritten masked;
        private int at = FIRST_CELL;

        Walk(Buffer row) {
            this.row = row;
            this.masked = new Rewritten(row);
            if (row.length() < FIRST_CELL || row.getUnsignedShort(5) != masks.size()) {
                throw new MalformedFrame("a row that does not match its description");
            }
        }

        void cell(Optional<ColumnMask> mask, Optional<DetectedCells> looked) {
            need(Integer.BYTES);
            int length = row.getInt(at);
            int value = at + Integer.BYTES;
            at = value;
            if (length == NULL) {
                missing(mask);
                return;
            }
            need(length);
            at += length;
            if (mask.isPresent()) {
                mask.get().count().one();
                replace(value, mask.get().cell());
            } else if (looked.isPresent() && looked.get().isWorthALook(row, value, at)) {
                replace(value, looked.get());
            }
        }

        /** That an expression is NULL tells of what it is made from. */
        private void missing(Optional<ColumnMask> mask) {
            if (mask.isPresent() && mask.get().derived()) {
                mask.get().count().one();
                replace(at, mask.get().cell());
            }
        }

        private void replace(int value, CellMask mask) {
            var cell = row.getBytes(value, at);
            var seen = mask.mask(cell);
            if (Arrays.equals(seen, cell)) {
                return;
            }
            var written = masked.replace(value - Integer.BYTES, at);
            written.appendInt(seen == null ? NULL : seen.length);
            if (seen != null) {
                written.appendBytes(seen);
            }
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
            return masked.done(unchanged);
        }
    }
}

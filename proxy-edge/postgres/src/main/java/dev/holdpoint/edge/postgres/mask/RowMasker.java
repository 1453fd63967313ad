package dev.holdpoint.edge.postgres.mask;

import dev.holdpoint.edge.mask.ValueMask;
import dev.holdpoint.edge.postgres.mask.MaskPlan.ColumnMask;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.PgBody;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rewrites DataRow frames as they pass. Text-like values are rewritten as text, whose binary format
 * is the same; values of any other type become NULL.
 */
public final class RowMasker {
    private static final int NULL = -1;

    /** text, varchar, bpchar, name, "char", unknown. */
    private static final Set<Integer> TEXT_LIKE = Set.of(25, 1043, 1042, 19, 18, 705);

    private final List<Optional<ColumnMask>> masks;
    private final boolean idle;

    public RowMasker(List<Optional<ColumnMask>> masks) {
        this.masks = List.copyOf(masks);
        this.idle = masks.stream().allMatch(Optional::isEmpty);
    }

    /** Origins of the columns this masks. */
    public List<String> origins() {
        return masks.stream().flatMap(Optional::stream).map(ColumnMask::origin).distinct().toList();
    }

    /** The row as the client may see it. */
    public PgFrame mask(PgFrame row) {
        if (idle) {
            return row;
        }
        var body = row.body();
        int count = body.readShort();
        if (count != masks.size()) {
            throw new MalformedFrame(
                    "a row of %d columns under a description of %d".formatted(count, masks.size()));
        }
        var masked = PgWriter.frame('D').putShort(count);
        for (var mask : masks) {
            copy(body, mask, masked);
        }
        body.end();
        return masked.done();
    }

    private static void copy(PgBody body, Optional<ColumnMask> mask, PgWriter masked) {
        int length = body.readInt();
        if (length == NULL) {
            masked.putInt(NULL);
            return;
        }
        var value = body.readBytes(length);
        if (mask.isEmpty()) {
            masked.putInt(length).putBytes(value);
        } else if (TEXT_LIKE.contains(mask.get().type())) {
            var text = ValueMask.apply(mask.get().mask(), PgBody.utf8(value));
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            masked.putInt(bytes.length).putBytes(bytes);
        } else {
            masked.putInt(NULL);
        }
    }
}

package dev.holdpoint.edge.postgres.mask;

import dev.holdpoint.edge.postgres.mask.MaskPlan.ColumnMask;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.sql.lineage.CopyForm;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Masks columns in the data of a COPY. A target sends one record in each message; whatever is not
 * one whole record with as many fields as the statement has columns ends the session.
 */
final class CopyMasker {
    private static final int HEADER = 5;

    private final CopyFields fields;
    private final List<Optional<ColumnMask>> masks;
    private boolean header;

    CopyMasker(CopyForm form, List<Optional<ColumnMask>> masks) {
        this.masks = List.copyOf(masks);
        this.header = form.header();
        this.fields =
                switch (form.format()) {
                    case TEXT -> new CopyText(form);
                    case CSV -> new CopyCsv(form);
                    case BINARY -> new CopyBinary();
                };
    }

    /** How one format has its fields. */
    interface CopyFields {
        /**
         * Begins a record.
         *
         * @return whether it holds fields; otherwise it passes as it is
         */
        boolean begin(Buffer record, Buffer masked);

        /** The next field's value; null for NULL. */
        byte @Nullable [] next();

        /** Copies the field read last. */
        void keep();

        /** Writes this in place of the field read last; null for NULL. */
        void replace(byte @Nullable [] value);

        /** Ends the record, which must have no field more. */
        void end();
    }

    /** The data as the client may see it. */
    PgFrame mask(PgFrame data) {
        if (header) {
            header = false;
            return data;
        }
        var bytes = data.bytes();
        var masked = Buffer.buffer(bytes.length() + 64);
        if (!fields.begin(bytes.slice(HEADER, bytes.length()), masked)) {
            return data;
        }
        for (var mask : masks) {
            field(mask);
        }
        fields.end();
        return PgWriter.frame('d').putBytes(masked.getBytes()).done();
    }

    private void field(Optional<ColumnMask> mask) {
        var value = fields.next();
        if (mask.isEmpty() || value == null && !mask.get().derived()) {
            fields.keep();
            return;
        }
        mask.get().count().one();
        fields.replace(mask.get().cell().mask(value == null ? new byte[0] : value));
    }

    static MalformedFrame malformed(String what) {
        return new MalformedFrame("the data of a COPY " + what);
    }
}

package dev.holdpoint.edge.postgres.mask;

import dev.holdpoint.edge.postgres.mask.MaskPlan.ColumnMask;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.PgFrame;
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
    private List<Stretch> replaced = List.of();

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

    /** How one format has its fields; positions are those of the message. */
    interface CopyFields {
        /**
         * Begins the record that lies behind that position.
         *
         * @return whether it holds fields; otherwise it passes as it is
         */
        boolean begin(byte[] message, int at);

        /** Goes to the next field. */
        void next();

        /** Where the field begins, its length included if the format tells it. */
        int from();

        /** Where the field ends. */
        int to();

        /** The field's value; null for NULL. */
        byte @Nullable [] value();

        /** Writes a value as a field; null for NULL. */
        void write(Buffer out, byte @Nullable [] value);

        /** Ends the record, which must have no field more. */
        void end();
    }

    /** The data as the client may see it. */
    PgFrame mask(PgFrame data) {
        replaced = List.of();
        if (header) {
            header = false;
            return data;
        }
        var message = data.bytes();
        if (!fields.begin(message.getBytes(), HEADER)) {
            return data;
        }
        var masked = new Rewritten(message);
        for (var mask : masks) {
            fields.next();
            mask.ifPresent(column -> field(column, masked));
        }
        fields.end();
        var done = masked.done(data);
        replaced = masked.replaced();
        return done;
    }

    /** Where in the message that was masked last there is what stands for a value. */
    List<Stretch> replaced() {
        return replaced;
    }

    private void field(ColumnMask column, Rewritten masked) {
        var value = fields.value();
        if (value == null && !column.derived()) {
            return;
        }
        column.count().one();
        var seen = column.cell().mask(value == null ? new byte[0] : value);
        fields.write(masked.replace(fields.from(), fields.to()), seen);
    }

    static MalformedFrame malformed(String what) {
        return new MalformedFrame("the data of a COPY " + what);
    }
}

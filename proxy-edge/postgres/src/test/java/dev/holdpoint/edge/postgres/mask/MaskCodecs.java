package dev.holdpoint.edge.postgres.mask;

import dev.holdpoint.edge.detect.ValueDetectors;
import dev.holdpoint.edge.mask.MaskKey;
import dev.holdpoint.edge.mask.ValueMask;
import dev.holdpoint.edge.postgres.mask.MaskPlan.ColumnMask;
import dev.holdpoint.edge.postgres.mask.cell.DetectedCells;
import dev.holdpoint.edge.postgres.mask.cell.TypedMask;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.RowDescription.Column;
import dev.holdpoint.edge.postgres.wire.TypeOid;
import dev.holdpoint.events.Detector;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation.DetectValues;
import dev.holdpoint.sql.lineage.CopyForm;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What this package reads from a target, for tests that attack it. */
public final class MaskCodecs {
    private static final ValueMask VALUES = new ValueMask(new MaskKey(new byte[32]));
    private static final Column TOKEN = new Column("token", 1, 1, TypeOid.TEXT, -1, 0);
    private static final Column NUMBER = new Column("number", 1, 2, TypeOid.NUMERIC, -1, 1);
    private static final Column ANY = new Column("any", 0, 0, 0, -1, 1);
    private static final ValueDetectors DETECTORS =
            new ValueDetectors(
                    List.of(
                            new DetectValues(
                                    List.of(Detector.values()), new Mask.Redact(), "fuzz/all")));

    private MaskCodecs() {}

    /** Reads a row of two columns: a text that is masked, a number that is looked into. */
    public static PgFrame row(PgFrame frame) {
        var looked = new DetectedCells(NUMBER, DETECTORS, VALUES, _ -> {});
        return new RowMasker(
                        List.of(masked(), Optional.empty()),
                        List.of(Optional.empty(), Optional.of(looked)),
                        DETECTORS)
                .mask(frame);
    }

    /** Reads a record of two columns, the first of which is masked. */
    public static PgFrame copied(CopyForm.Format format, PgFrame frame) {
        char delimiter = format == CopyForm.Format.CSV ? ',' : '\t';
        var form = new CopyForm(format, delimiter, "\\N", '"', '"', false);
        return new CopyMasker(form, List.of(masked(), Optional.empty())).mask(frame);
    }

    /** Reads data of a COPY that is looked into. */
    public static @Nullable PgFrame scrubbed(boolean binary, PgFrame frame) {
        var looked = Optional.of(new DetectedCells(ANY, DETECTORS, VALUES, _ -> {}));
        return new CopyScrubber(DETECTORS, VALUES, _ -> {}, binary ? _ -> looked : null)
                .data(frame);
    }

    private static Optional<ColumnMask> masked() {
        var mask = new Mask.Token();
        return Optional.of(
                new ColumnMask(
                        new MaskCount("fuzz/token", "public.people.token"),
                        mask,
                        TypedMask.of(mask, TOKEN, VALUES),
                        false));
    }
}

package dev.holdpoint.benchmarks.parts;

import dev.holdpoint.edge.mask.MaskKey;
import dev.holdpoint.edge.mask.ValueMask;
import dev.holdpoint.edge.postgres.catalogue.TargetCatalog;
import dev.holdpoint.edge.postgres.mask.MaskPlan;
import dev.holdpoint.edge.postgres.mask.MaskedOrigins;
import dev.holdpoint.edge.postgres.mask.RowMasker;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.edge.postgres.wire.RowDescription;
import dev.holdpoint.edge.postgres.wire.RowDescription.Column;
import dev.holdpoint.events.Detector;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.sql.Mentions;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Masking one row of five text columns: not at all, one column, one column and detectors. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MaskBenchmark {
    private static final int CUSTOMERS = 20_000;
    private static final int TEXT = 25;
    private static final String CARD = "4111111111111111";
    private static final List<String> NAMES = List.of("id", "name", "city", "note", "card_number");
    private static final Obligation COLUMN =
            new Obligation.MaskColumn(
                    "public.customers.card_number", new Mask.KeepLast(4), "payments/masks");
    private static final Obligation DETECTORS =
            new Obligation.DetectValues(
                    List.of(Detector.CREDIT_CARD, Detector.IBAN, Detector.EMAIL),
                    new Mask.Redact(),
                    "payments/masks");

    private final RowMasker none = masker(List.of());
    private final RowMasker column = masker(List.of(COLUMN));
    private final RowMasker detectors = masker(List.of(COLUMN, DETECTORS));
    private final PgFrame row =
            row("4711", "Ada Lovelace", "London", "prefers to be called after ten", CARD);

    public MaskBenchmark() {
        for (var masker : List.of(column, detectors)) {
            if (masker.mask(row).bytes().toString(StandardCharsets.ISO_8859_1).contains(CARD)) {
                throw new IllegalStateException("not masked");
            }
        }
    }

    @Benchmark
    public PgFrame nothing() {
        return none.mask(row);
    }

    @Benchmark
    public PgFrame oneColumn() {
        return column.mask(row);
    }

    @Benchmark
    public PgFrame oneColumnAndDetectors() {
        return detectors.mask(row);
    }

    private static RowMasker masker(List<Obligation> obligations) {
        var origins =
                new MaskedOrigins(obligations, catalog(), new ValueMask(new MaskKey(new byte[32])));
        var mentions = new Mentions(Set.of("customers"), Set.copyOf(NAMES), false, false);
        return new MaskPlan(origins, mentions, List.of(), false)
                .rows(
                        new RowDescription(
                                IntStream.range(0, NAMES.size())
                                        .mapToObj(MaskBenchmark::column)
                                        .toList()));
    }

    private static Column column(int index) {
        return new Column(NAMES.get(index), CUSTOMERS, index + 1, TEXT, -1, 0);
    }

    private static TargetCatalog catalog() {
        var columns =
                Map.of(
                        1, NAMES.get(0),
                        2, NAMES.get(1),
                        3, NAMES.get(2),
                        4, NAMES.get(3),
                        5, NAMES.get(4));
        var customers = new TargetCatalog.Relation("public", "customers", 'r', columns, List.of());
        return new TargetCatalog(
                Instant.EPOCH, Map.of(CUSTOMERS, customers), Map.of(), SqlCatalog.EMPTY);
    }

    private static PgFrame row(String... values) {
        var frame = PgWriter.frame('D').putShort(values.length);
        for (var value : values) {
            var bytes = value.getBytes(StandardCharsets.UTF_8);
            frame.putInt(bytes.length).putBytes(bytes);
        }
        return frame.done();
    }
}

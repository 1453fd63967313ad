package dev.holdpoint.edge.postgres.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.edge.mask.MaskKey;
import dev.holdpoint.edge.mask.ValueMask;
import dev.holdpoint.edge.postgres.mask.MaskPlan.ColumnMask;
import dev.holdpoint.edge.postgres.mask.cell.TypedMask;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.edge.postgres.wire.RowDescription.Column;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.MaskUse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowMaskerTest {
    private static final int TEXT = 25;
    private static final int INT8 = 20;
    private static final int JSONB = 3802;

    private static final Mask LAST_FOUR = new Mask.KeepLast(4);

    private final MaskCount count = new MaskCount("p/m", "public.customers.card_number");

    @Test
    void a_row_nothing_is_masked_in_stays_the_same_bytes() {
        var row = row("1", "x");
        assertThat(masker(Optional.empty(), Optional.empty()).mask(row)).isSameAs(row);
    }

    @Test
    void only_the_masked_column_changes() {
        var masker = masker(Optional.empty(), keepLast(TEXT));
        assertThat(values(masker.mask(row("7", "4111111111111111"))))
                .containsExactly("7", "************1111");
    }

    @Test
    void null_stays_null() {
        assertThat(values(masker(keepLast(TEXT)).mask(row((String) null))))
                .containsExactly((String) null);
    }

    @Test
    void what_is_made_from_masked_values_does_not_even_show_that_it_is_null() {
        var masker = masker(masked(new Mask.Redact(), TEXT, true));
        assertThat(values(masker.mask(row((String) null)))).containsExactly("****");
        assertThat(values(masker.mask(row("x")))).containsExactly("****");
        assertThat(count.use().rows()).isEqualTo(2);
    }

    @Test
    void a_value_that_is_not_text_becomes_null_in_either_format() {
        for (int type : List.of(INT8, JSONB, 17, 600, 0)) {
            assertThat(values(masker(keepLast(type)).mask(row("4111111111111111"))))
                    .containsExactly((String) null);
        }
    }

    @Test
    void a_row_that_does_not_match_its_description_is_refused() {
        var masker = masker(keepLast(TEXT));
        assertThatThrownBy(() -> masker.mask(row("a", "b"))).isInstanceOf(MalformedFrame.class);
        var cut = PgWriter.frame('D').putShort(1).putInt(9).putBytes(new byte[] {1}).done();
        assertThatThrownBy(() -> masker.mask(cut)).isInstanceOf(MalformedFrame.class);
        var negative = PgWriter.frame('D').putShort(1).putInt(-2).done();
        assertThatThrownBy(() -> masker.mask(negative)).isInstanceOf(MalformedFrame.class);
    }

    @Test
    void masked_values_are_counted_nulls_are_not() {
        var masker = masker(keepLast(TEXT), Optional.empty());
        masker.mask(row("a", "b"));
        masker.mask(row(null, "b"));
        masker.mask(row("c", null));
        assertThat(count.use()).isEqualTo(new MaskUse("p/m", "public.customers.card_number", 2));
    }

    private static RowMasker masker(Optional<ColumnMask> first) {
        return new RowMasker(List.of(first));
    }

    private static RowMasker masker(Optional<ColumnMask> first, Optional<ColumnMask> second) {
        return new RowMasker(List.of(first, second));
    }

    private Optional<ColumnMask> keepLast(int type) {
        return masked(LAST_FOUR, type, false);
    }

    private Optional<ColumnMask> masked(Mask mask, int type, boolean derived) {
        return Optional.of(
                new ColumnMask(
                        count,
                        mask,
                        TypedMask.of(
                                mask,
                                new Column("c", 1, 1, type, -1, 0),
                                new ValueMask(new MaskKey(new byte[32]))),
                        derived));
    }

    private static PgFrame row(@Nullable String... values) {
        var writer = PgWriter.frame('D').putShort(values.length);
        for (var value : values) {
            if (value == null) {
                writer.putInt(-1);
            } else {
                var bytes = value.getBytes(StandardCharsets.UTF_8);
                writer.putInt(bytes.length).putBytes(bytes);
            }
        }
        return writer.done();
    }

    private static List<@Nullable String> values(PgFrame row) {
        var body = row.body();
        var values = new ArrayList<@Nullable String>();
        for (int count = body.readShort(); count > 0; count--) {
            int length = body.readInt();
            values.add(
                    length < 0 ? null : new String(body.readBytes(length), StandardCharsets.UTF_8));
        }
        body.end();
        return values;
    }
}

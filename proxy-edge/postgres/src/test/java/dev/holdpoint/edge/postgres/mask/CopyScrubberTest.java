package dev.holdpoint.edge.postgres.mask;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdpoint.edge.detect.Detection;
import dev.holdpoint.edge.detect.ValueDetectors;
import dev.holdpoint.edge.mask.MaskKey;
import dev.holdpoint.edge.mask.ValueMask;
import dev.holdpoint.edge.postgres.mask.cell.DetectedCells;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.edge.postgres.wire.RowDescription.Column;
import dev.holdpoint.events.Detector;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CopyScrubberTest {
    private static final String CARD = "4111111111111111";
    private static final int MIB = 1024 * 1024;
    private static final int HEADER = 5;

    private final List<Detection> used = new ArrayList<>();

    @Test
    void lines_come_out_the_same_wherever_their_chunks_are_cut() {
        var text = "1\tfive \" inches\n2\t" + CARD + "\n3\t\"a\n4\tb\"\n5\tlast\n";
        var whole = text(scrubber(false), text, text.length());
        assertThat(whole).isEqualTo(text.replace(CARD, "****"));
        for (int size = 1; size < text.length(); size++) {
            assertThat(text(scrubber(false), text, size)).isEqualTo(whole);
        }
    }

    @Test
    void a_lone_quote_holds_lines_back_only_until_too_much_is_held() {
        var scrubber = scrubber(false);
        var line = "x".repeat(1023) + "\n";
        assertThat(scrubber.data(frame("5\"\n"))).isNull();
        for (int i = 0; i < 1023; i++) {
            assertThat(scrubber.data(frame(line))).isNull();
        }
        assertThat(body(scrubber.data(frame(line)))).hasSize(3 + MIB);
        assertThat(body(scrubber.data(frame("next\n")))).isEqualTo("next\n");
    }

    @Test
    void what_stands_for_a_value_is_left_alone_however_its_lines_are_cut() {
        var scrubber = scrubber(false);
        var masked = "$" + CARD + "\nb\"c" + CARD + "$\n";
        int start = 2;

        var first = scrubber.data(frame("1," + masked), List.of(stretch(start, masked)));
        var rest = scrubber.data(frame("2,\"" + CARD + "\n"));

        assertThat(body(first) + body(rest) + body(scrubber.end()))
                .isEqualTo("1," + masked + "2,\"****\n");
    }

    /** Where it stands in a message whose data has so much before it. */
    private static Stretch stretch(int before, String masked) {
        int from = HEADER + before;
        return new Stretch(from, from + masked.length() - 1);
    }

    @Test
    void what_is_found_in_a_record_that_comes_in_pieces_counts_once() {
        var scrubber = scrubber(true);
        var bytes = header(0).appendBuffer(record(CARD, "tail"));
        for (int at = 0; at < bytes.length() - 1; at++) {
            var _ = scrubber.data(frame(bytes.getBuffer(at, at + 1)));
        }
        assertThat(used).isEmpty();
        assertThat(body(scrubber.data(frame(bytes.getBuffer(bytes.length() - 1, bytes.length())))))
                .doesNotContain(CARD)
                .endsWith("tail");
        assertThat(used).hasSize(1);
    }

    @Test
    void a_header_extension_no_target_has_is_refused() {
        for (int extension : new int[] {Integer.MAX_VALUE, -1, 2 * MIB}) {
            var scrubber = scrubber(true);
            assertThatExceptionOfType(MalformedFrame.class)
                    .isThrownBy(() -> scrubber.data(frame(header(extension))));
        }
    }

    @Test
    void a_record_that_does_not_end_is_not_kept_for_ever() {
        var piece = frame("x".repeat(MIB));
        for (boolean binary : new boolean[] {false, true}) {
            var scrubber = scrubber(binary);
            assertThat(scrubber.data(frame(binary ? endless() : Buffer.buffer("x"))))
                    .matches(frame -> binary == (frame != null));
            for (int i = 0; i < 64; i++) {
                assertThat(scrubber.data(piece)).isNull();
            }
            assertThatExceptionOfType(MalformedFrame.class).isThrownBy(() -> scrubber.data(piece));
        }
    }

    private CopyScrubber scrubber(boolean binary) {
        var cards =
                new Obligation.DetectValues(
                        List.of(Detector.CREDIT_CARD), new Mask.Redact(), "payments/cards");
        var detectors = new ValueDetectors(List.of(cards));
        return new CopyScrubber(
                detectors,
                new ValueMask(new MaskKey(new byte[32])),
                used::add,
                binary ? _ -> Optional.of(cells(detectors)) : null);
    }

    private DetectedCells cells(ValueDetectors detectors) {
        return new DetectedCells(
                new Column("copy", 0, 0, 0, -1, 1),
                detectors,
                new ValueMask(new MaskKey(new byte[32])),
                used::add);
    }

    private static String text(CopyScrubber scrubber, String text, int size) {
        var out = new StringBuilder();
        for (int at = 0; at < text.length(); at += size) {
            var chunk = text.substring(at, Math.min(text.length(), at + size));
            out.append(body(scrubber.data(frame(chunk))));
        }
        return out.append(body(scrubber.end())).toString();
    }

    private static Buffer header(int extension) {
        return Buffer.buffer("PGCOPY\n\u00ff\r\n\0", "ISO-8859-1")
                .appendInt(0)
                .appendInt(extension);
    }

    private static Buffer record(String... fields) {
        var record = Buffer.buffer().appendShort((short) fields.length);
        for (var field : fields) {
            record.appendInt(field.length()).appendString(field);
        }
        return record;
    }

    private static Buffer endless() {
        return header(0).appendShort((short) 1).appendInt(Integer.MAX_VALUE);
    }

    private static PgFrame frame(String data) {
        return frame(Buffer.buffer(data));
    }

    private static PgFrame frame(Buffer data) {
        return PgWriter.frame('d').putBytes(data.getBytes()).done();
    }

    private static String body(@Nullable PgFrame frame) {
        return frame == null ? "" : new String(frame.body().readRest(), ISO_8859_1);
    }
}

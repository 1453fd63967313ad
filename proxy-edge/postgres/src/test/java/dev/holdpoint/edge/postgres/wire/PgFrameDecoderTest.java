package dev.holdpoint.edge.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PgFrameDecoderTest {
    private static final IntUnaryOperator CLIENT = FrontendFrames::maxLength;
    private static final IntUnaryOperator TARGET = BackendFrames::maxLength;

    @Test
    void a_clients_stream_cut_at_any_byte_gives_the_same_frames() {
        var frames =
                List.of(
                        FrontendFrames.parse("s", "SELECT $1"),
                        FrontendFrames.describePortal("p"),
                        FrontendFrames.sync(),
                        FrontendFrames.query("SELECT 1; SELECT 'ä'"));
        sameHoweverCut(frames, CLIENT);
    }

    @Test
    void a_targets_stream_cut_at_any_byte_gives_the_same_frames() {
        var frames =
                List.of(
                        BackendFrames.authenticationOk(),
                        PgWriter.frame('D').putShort(1).putInt(2).putBytes(new byte[2]).done(),
                        BackendFrames.readyForQuery('I'));
        sameHoweverCut(frames, TARGET);
    }

    @Test
    void one_byte_per_segment_gives_the_same_frames() {
        var frame = FrontendFrames.query("UPDATE orders SET status = 'x'");
        var decoder = new PgFrameDecoder(CLIENT);
        var seen = new ArrayList<Buffer>();
        for (byte each : frame.bytes().getBytes()) {
            decoder.feed(Buffer.buffer(new byte[] {each}));
            decoder.next().ifPresent(whole -> seen.add(whole.bytes()));
        }
        assertThat(seen).containsExactly(frame.bytes());
        assertThat(decoder.buffered()).isZero();
    }

    @Test
    void a_thousand_frames_in_one_segment_come_out_one_by_one() {
        var bytes = Buffer.buffer();
        for (int i = 0; i < 1_000; i++) {
            bytes.appendBuffer(FrontendFrames.query("SELECT " + i).bytes());
        }
        var decoder = new PgFrameDecoder(CLIENT);
        decoder.feed(bytes);
        for (int i = 0; i < 1_000; i++) {
            assertThat(decoder.next().orElseThrow().body().readString()).isEqualTo("SELECT " + i);
        }
        assertThat(decoder.next()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, 2, 3, 0x7fffffff, 0xffffffff, Integer.MIN_VALUE, 64 * 1024 * 1024 + 1})
    void a_length_out_of_bounds_is_refused_before_its_bytes_arrive(int length) {
        for (char type : "QPBEDCF".toCharArray()) {
            assertThatThrownBy(() -> decode(type, length, CLIENT))
                    .isInstanceOf(MalformedFrame.class);
        }
        for (char type : "TENASZCRK".toCharArray()) {
            assertThatThrownBy(() -> decode(type, length, TARGET))
                    .isInstanceOf(MalformedFrame.class);
        }
    }

    @Test
    void messages_without_a_body_may_not_have_one() {
        for (char type : "HSXc".toCharArray()) {
            assertThatThrownBy(() -> decode(type, 5, CLIENT)).isInstanceOf(MalformedFrame.class);
        }
        for (char type : "123Ins".toCharArray()) {
            assertThatThrownBy(() -> decode(type, 5, TARGET)).isInstanceOf(MalformedFrame.class);
        }
    }

    @Test
    void unknown_types_are_refused_in_both_directions() {
        for (int type = 0; type < 256; type++) {
            if ("QPBEDCFdHSXcf".indexOf(type) < 0) {
                refuses((char) type, CLIENT);
            }
            if ("DdTtENASCRGHWKZ123IsncvV".indexOf(type) < 0) {
                refuses((char) type, TARGET);
            }
        }
    }

    @Test
    void before_log_in_only_an_answer_or_a_farewell_is_heard() {
        for (char type : "QPBEDCFdHSc".toCharArray()) {
            refuses(type, FrontendFrames::maxLengthBeforeLogin);
        }
        assertThatThrownBy(() -> decode('p', 10_241, FrontendFrames::maxLengthBeforeLogin))
                .isInstanceOf(MalformedFrame.class);
    }

    private static void refuses(char type, IntUnaryOperator limits) {
        assertThatThrownBy(() -> decode(type, 4, limits))
                .as("type 0x%02x", (int) type)
                .isInstanceOf(MalformedFrame.class);
    }

    private static void decode(char type, int length, IntUnaryOperator limits) {
        var decoder = new PgFrameDecoder(limits);
        decoder.feed(Buffer.buffer().appendByte((byte) type).appendInt(length));
        var frame = decoder.next();
        assertThat(frame).isNotNull();
    }

    private static void sameHoweverCut(List<PgFrame> frames, IntUnaryOperator limits) {
        var all = Buffer.buffer();
        frames.forEach(frame -> all.appendBuffer(frame.bytes()));
        for (int cut = 0; cut <= all.length(); cut++) {
            var decoder = new PgFrameDecoder(limits);
            var seen = new ArrayList<Buffer>();
            for (var part : List.of(all.getBuffer(0, cut), all.getBuffer(cut, all.length()))) {
                decoder.feed(part);
                for (var next = decoder.next(); next.isPresent(); next = decoder.next()) {
                    seen.add(next.get().bytes());
                }
            }
            assertThat(seen).isEqualTo(frames.stream().map(PgFrame::bytes).toList());
        }
    }
}

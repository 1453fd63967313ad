package dev.holdpoint.edge.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final List<Buffer> written = new ArrayList<>();
    private final Outbox outbox = new Outbox(written::add);

    @Test
    void frames_of_one_chunk_leave_as_they_lie() {
        var chunk = chunk("one", "two", "three");
        decode(chunk).forEach(outbox::add);
        outbox.flush();

        assertThat(written).containsExactly(chunk);
    }

    @Test
    void frames_of_several_chunks_leave_together_and_in_order() {
        var first = chunk("one", "two");
        var second = chunk("three");
        decode(first).forEach(outbox::add);
        outbox.add(FrontendFrames.flush());
        decode(second).forEach(outbox::add);
        outbox.flush();

        var whole = first.copy().appendBuffer(FrontendFrames.flush().bytes()).appendBuffer(second);
        assertThat(written).containsExactly(whole);
    }

    @Test
    void a_gap_in_a_chunk_is_not_written() {
        var frames = decode(chunk("one", "two", "three"));
        outbox.add(frames.get(0));
        outbox.add(frames.get(2));
        outbox.flush();

        assertThat(written).containsExactly(chunk("one", "three"));
    }

    @Test
    void nothing_is_written_twice_nor_before_it_is_flushed() {
        outbox.add(FrontendFrames.sync());
        assertThat(written).isEmpty();
        assertThat(outbox.isEmpty()).isFalse();
        outbox.flush();
        outbox.flush();

        assertThat(written).hasSize(1);
        assertThat(outbox.isEmpty()).isTrue();
    }

    @Test
    void large_frames_are_written_without_being_joined() {
        var small = chunk("small");
        var large = chunk("x".repeat(100_000));
        for (var chunk : List.of(small, large, small)) {
            decode(chunk).forEach(outbox::add);
        }
        outbox.flush();

        assertThat(written).containsExactly(small, large, small);
    }

    @Test
    void what_a_write_sets_off_is_written_once_and_behind_what_was_there() {
        var large = chunk("x".repeat(100_000));
        var boxes = new ArrayList<Outbox>();
        var reentrant =
                new Outbox(
                        bytes -> {
                            written.add(bytes);
                            if (written.size() < 3) {
                                decode(chunk("more")).forEach(boxes.getFirst()::add);
                                boxes.getFirst().flush();
                            }
                        });
        boxes.add(reentrant);
        decode(chunk("one")).forEach(reentrant::add);
        decode(large).forEach(reentrant::add);
        decode(chunk("two")).forEach(reentrant::add);
        reentrant.flush();

        assertThat(written)
                .containsExactly(chunk("one"), large, chunk("two"), chunk("more", "more"));
    }

    private static Buffer chunk(String... texts) {
        var chunk = Buffer.buffer();
        for (var text : texts) {
            chunk.appendBuffer(PgWriter.frame('d').putString(text).done().bytes());
        }
        return chunk;
    }

    private static List<PgFrame> decode(Buffer chunk) {
        var decoder = new PgFrameDecoder(BackendFrames::maxLength);
        decoder.feed(chunk);
        var frames = new ArrayList<PgFrame>();
        for (var next = decoder.next(); next.isPresent(); next = decoder.next()) {
            frames.add(next.get());
        }
        return frames;
    }
}

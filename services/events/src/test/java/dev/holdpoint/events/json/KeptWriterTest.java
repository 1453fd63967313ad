package dev.holdpoint.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeptWriterTest {
    private int written;
    private final KeptWriter writer =
            new KeptWriter(
                    (value, out) -> {
                        written++;
                        out.quoted(((Named) value).name());
                    });

    private record Named(String name) {}

    private String text(Named value) {
        var out = new JsonText();
        out.append('[');
        writer.write(value, out);
        out.append(']');
        return new String(out.toBytes(), UTF_8);
    }

    @Test
    void the_same_object_is_worked_out_once() {
        var value = new Named("é\"");

        assertThat(text(value)).isEqualTo("[\"é\\\"\"]").isEqualTo(text(value));
        assertThat(written).isEqualTo(1);
    }

    @Test
    void an_equal_object_is_another_one() {
        assertThat(text(new Named("a"))).isEqualTo(text(new Named("a")));
        assertThat(written).isEqualTo(2);
    }

    @Test
    void many_objects_that_meet_in_one_place_are_never_taken_for_each_other() {
        var many = IntStream.range(0, 5_000).mapToObj(n -> new Named("n" + n)).toList();

        for (int round = 0; round < 2; round++) {
            many.forEach(one -> assertThat(text(one)).isEqualTo("[\"" + one.name() + "\"]"));
        }
    }

    @Test
    void a_long_text_is_not_kept() {
        var value = new Named("x".repeat(3_000));

        assertThat(text(value)).isEqualTo(text(value)).hasSize(3_004);
        assertThat(written).isEqualTo(2);
    }
}

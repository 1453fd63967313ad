package dev.holdpoint.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoppingTest {
    private final List<String> stopped = new ArrayList<>();
    private final Stopping stopping =
            new Stopping(new Progress(new PrintWriter(Writer.nullWriter())));

    @Test
    void parts_stop_once_in_reverse_order_even_when_one_fails() {
        stopping.register("kafka", () -> stopped.add("kafka"));
        stopping.register(
                "broken",
                () -> {
                    throw new IllegalStateException("stuck");
                });
        stopping.register("services", () -> stopped.add("services"));
        stopping.stop();
        stopping.stop();
        assertThat(stopped).containsExactly("services", "kafka");
    }

    @Test
    void a_part_that_comes_up_too_late_is_stopped_at_once() {
        stopping.stop();
        stopping.register("late", () -> stopped.add("late"));
        assertThat(stopped).containsExactly("late");
    }

    @Test
    void a_part_that_died_is_named() {
        stopping.register("kafka", () -> {});
        assertThat(stopping.dead()).isEmpty();
        stopping.register("PostgreSQL", () -> {}, () -> false);
        assertThat(stopping.dead()).contains("PostgreSQL");
    }
}

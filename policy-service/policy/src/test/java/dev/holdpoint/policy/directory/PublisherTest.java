package dev.holdpoint.policy.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.policy.directory.PolicyDirectory.Reading;
import dev.holdpoint.policy.language.SourceFile;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which reading of a directory that somebody writes to is taken. */
class PublisherTest {
    private static final Reading HALF = reading("half");
    private static final Reading WHOLE = reading("whole");
    private static final Reading UNUSABLE = new Reading(List.of(), "The file is empty.");

    private int pauses;

    @Test
    void one_in_the_middle_of_a_write_is_not() {
        assertThat(taken(HALF, WHOLE, WHOLE)).contains(WHOLE);
        assertThat(pauses).isEqualTo(2);
    }

    @Test
    void one_that_is_the_same_again_after_a_pause_is() {
        assertThat(taken(WHOLE, reading("whole"))).contains(WHOLE);
        assertThat(pauses).isEqualTo(1);
    }

    @Test
    void a_mistake_is_told_only_if_it_stays() {
        assertThat(taken(UNUSABLE, WHOLE, WHOLE)).contains(WHOLE);
        assertThat(taken(UNUSABLE, UNUSABLE)).contains(UNUSABLE);
    }

    @Test
    void a_directory_that_never_rests_is_left_for_the_next_look() {
        assertThat(taken(HALF, WHOLE, HALF, WHOLE, HALF, WHOLE, WHOLE)).isEmpty();
        assertThat(pauses).isEqualTo(5);
    }

    @Test
    void an_empty_file_is_a_mistake(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("policy.yaml"), "");
        Files.writeString(directory.resolve("other.yaml"), "kind: Policy");

        assertThat(new PolicyDirectory(directory).read().unusable())
                .isEqualTo(
                        "policy.yaml:1:1: The file is empty. Hint: Write documents into it, or"
                                + " remove it.");
    }

    private Optional<Reading> taken(Reading... readings) {
        Deque<Reading> next = new ArrayDeque<>(Arrays.asList(readings));
        return Publisher.still(
                        () -> Future.succeededFuture(next.removeFirst()),
                        () -> {
                            pauses++;
                            return Future.succeededFuture();
                        })
                .result();
    }

    private static Reading reading(String text) {
        return new Reading(List.of(new SourceFile("policy.yaml", text)), null);
    }
}

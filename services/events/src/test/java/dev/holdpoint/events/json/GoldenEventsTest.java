package dev.holdpoint.events.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.HoldpointEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Golden files are what other programs already read: one for every event type and version, never
 * edited. {@code -Dgolden.write=true} adds those that are missing.
 */
class GoldenEventsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    static Stream<HoldpointEvent> events() {
        return GoldenEvents.all();
    }

    @Test
    void every_event_type_has_its_golden_file_and_no_file_lacks_its_type() throws IOException {
        assertThat(GoldenEvents.all().map(EventType::of))
                .containsExactlyInAnyOrderElementsOf(EventType.all().keySet());
        try (var files = Files.list(GOLDEN)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.of(EventType.all().keySet(), Upcasters.all().keySet())
                                    .flatMap(Set::stream)
                                    .map(type -> type + ".json")
                                    .toList());
        }
    }

    static Stream<Arguments> oldEvents() {
        return OldEvents.all().entrySet().stream()
                .map(old -> Arguments.of(old.getKey(), old.getValue()));
    }

    @Test
    void every_old_version_is_known_to_be_lifted() {
        assertThat(OldEvents.all().keySet()).isEqualTo(Upcasters.all().keySet());
    }

    @ParameterizedTest
    @MethodSource("oldEvents")
    void an_old_event_is_lifted_when_it_is_read(String type, HoldpointEvent today)
            throws IOException {
        assertThat(EventJson.decode(type, Files.readAllBytes(GOLDEN.resolve(type + ".json"))))
                .isEqualTo(today);
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_encodes_to_its_golden_bytes_and_decodes_back(HoldpointEvent event)
            throws IOException {
        var file = GOLDEN.resolve(EventType.of(event) + ".json");
        if (Boolean.getBoolean("golden.write") && !Files.exists(file)) {
            Files.createDirectories(GOLDEN);
            Files.write(file, EventJson.encode(event));
        }
        var golden = Files.readAllBytes(file);

        assertThat(new String(EventJson.encode(event), UTF_8)).isEqualTo(new String(golden, UTF_8));
        assertThat(EventJson.decode(EventType.of(event), golden)).isEqualTo(event);
    }
}

package dev.holdpoint.events.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.EventFamily;
import dev.holdpoint.events.HoldpointEvent;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/events.md is written from the records; {@code -Dcatalogue.write=true} renews it. */
class EventCatalogueTest {
    private static final Path CATALOGUE = Path.of("../../docs/events.md");

    @Test
    void the_catalogue_in_docs_is_what_the_records_say() throws IOException {
        var expected = catalogue();
        if (Boolean.getBoolean("catalogue.write")) {
            Files.writeString(CATALOGUE, expected);
        }

        assertThat(Files.readString(CATALOGUE)).isEqualTo(expected);
    }

    private static String catalogue() {
        return """
        # Events

        Written from the records in `services/events`. Each Kafka record is one event: its value is
        canonical JSON (RFC 8785), its attributes are CloudEvents 1.0 headers (`ce_id`, `ce_type`,
        `ce_source`, `ce_subject`, `ce_time`, `ce_partitionkey`, `ce_sequence`). Absent means null.

        %s\
        """
                .formatted(
                        Arrays.stream(EventFamily.values())
                                .map(EventCatalogueTest::family)
                                .collect(Collectors.joining("\n")));
    }

    private static String family(EventFamily family) {
        return "## `%s`, written by %s\n\n%s"
                .formatted(
                        family.topic(),
                        family.writer(),
                        EventType.all().entrySet().stream()
                                .filter(type -> type.getKey().startsWith("dev." + family.topic()))
                                .map(EventCatalogueTest::event)
                                .collect(Collectors.joining("\n")));
    }

    private static String event(Map.Entry<String, Class<? extends HoldpointEvent>> event) {
        return "### %s\n`%s`\n\n%s\n"
                .formatted(
                        event.getValue().getSimpleName(),
                        event.getKey(),
                        Arrays.stream(event.getValue().getRecordComponents())
                                .map(EventCatalogueTest::component)
                                .collect(Collectors.joining("\n")));
    }

    private static String component(RecordComponent component) {
        return "- `%s`: %s".formatted(component.getName(), simple(component.getGenericType()));
    }

    private static String simple(Type type) {
        return type.getTypeName().replaceAll("[\\w.]+\\.([\\w$]+)", "$1").replaceAll("\\w+\\$", "");
    }
}

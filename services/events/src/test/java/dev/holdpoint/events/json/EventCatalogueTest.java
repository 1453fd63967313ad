package dev.holdpoint.events.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.EventFamily;
import dev.holdpoint.events.HoldpointEvent;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        canonical JSON (RFC 8785), its attributes are CloudEvents 1.0 headers. Absent means null.

        - `ce_specversion` (1.0), `ce_id`, `ce_type`, `ce_time`, `content-type`
        - `ce_source`: the process that wrote it
        - `ce_subject`, `ce_actorissuer`: who caused it; without the second, a service
        - `ce_partitionkey`: its stream; `ce_sequence`: its number there
        - `traceparent`: the trace it belongs to, if there is one
        - `hp_storesequence`: of events from a service's store, their number there

        %s
        ## Values

        Ids, names and digests are strings, an `Instant` is RFC 3339 text in UTC. Where a value is one
        of several kinds, its member `kind` says which.

        %s\
        """
                .formatted(
                        Arrays.stream(EventFamily.values())
                                .map(EventCatalogueTest::family)
                                .collect(Collectors.joining("\n")),
                        values().values().stream()
                                .map(EventCatalogueTest::value)
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
                        components(event.getValue(), "- "));
    }

    private static SortedMap<String, Class<?>> values() {
        var found = new TreeMap<String, Class<?>>();
        EventType.all().values().forEach(event -> collect(event, found));
        return found;
    }

    private static void collect(Class<?> type, SortedMap<String, Class<?>> found) {
        Stream.of(type.getRecordComponents())
                .map(RecordComponent::getGenericType)
                .flatMap(EventCatalogueTest::parts)
                .filter(part -> part.getPackage() == HoldpointEvent.class.getPackage())
                .filter(part -> !Mixins.isScalar(part))
                .filter(part -> found.putIfAbsent(part.getSimpleName(), part) == null)
                .forEach(part -> records(part).forEach(each -> collect(each, found)));
    }

    private static Stream<Class<?>> parts(Type type) {
        return type instanceof ParameterizedType many
                ? Stream.of(many.getActualTypeArguments()).flatMap(EventCatalogueTest::parts)
                : Stream.of((Class<?>) type);
    }

    private static Stream<Class<?>> records(Class<?> type) {
        if (type.isSealed()) {
            return Stream.of(type.getPermittedSubclasses());
        }
        return type.isRecord() ? Stream.of(type) : Stream.empty();
    }

    private static String value(Class<?> type) {
        return "### %s\n\n%s\n".formatted(type.getSimpleName(), contents(type));
    }

    private static String contents(Class<?> type) {
        if (type.isEnum()) {
            return Stream.of(type.getEnumConstants())
                    .map("`%s`"::formatted)
                    .collect(Collectors.joining(", "));
        }
        return type.isSealed()
                ? records(type).map(EventCatalogueTest::kind).collect(Collectors.joining("\n"))
                : components(type, "- ");
    }

    private static String kind(Class<?> type) {
        var name = "- kind `%s`".formatted(Mixins.kind(type).orElseThrow());
        return type.getRecordComponents().length == 0
                ? name
                : name + "\n" + components(type, "  - ");
    }

    private static String components(Class<?> type, String bullet) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> bullet + component(component))
                .collect(Collectors.joining("\n"));
    }

    private static String component(RecordComponent component) {
        return "`%s`: %s".formatted(component.getName(), simple(component.getGenericType()));
    }

    private static String simple(Type type) {
        return type.getTypeName().replaceAll("[\\w.]+\\.([\\w$]+)", "$1").replaceAll("\\w+\\$", "");
    }
}

package dev.holdpoint.events.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdpoint.events.HoldpointEvent;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequiredComponentsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<HoldpointEvent> events() {
        return GoldenEvents.all();
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_without_a_component_it_must_have_is_unreadable(HoldpointEvent event)
            throws IOException {
        for (var component : event.getClass().getRecordComponents()) {
            if (!isNullable(component)) {
                var absent = json(event).without(component.getName());
                var empty = json(event).putNull(component.getName());
                assertThatThrownBy(() -> decode(event, absent)).isInstanceOf(UnreadableEvent.class);
                assertThatThrownBy(() -> decode(event, empty)).isInstanceOf(UnreadableEvent.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_without_a_component_that_may_be_null_is_readable(HoldpointEvent event)
            throws IOException {
        var nullable =
                Arrays.stream(event.getClass().getRecordComponents())
                        .filter(RequiredComponentsTest::isNullable)
                        .map(RecordComponent::getName)
                        .toList();

        var read = decode(event, json(event).without(nullable));

        assertThat(read).hasSameClassAs(event);
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static ObjectNode json(HoldpointEvent event) throws IOException {
        return (ObjectNode) JSON.readTree(EventJson.encode(event));
    }

    private static HoldpointEvent decode(HoldpointEvent event, JsonNode json) throws IOException {
        return EventJson.decode(EventType.of(event), JSON.writeValueAsBytes(json));
    }
}

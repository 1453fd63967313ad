package dev.holdpoint.events.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.HoldpointEvent;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventRecordsTest {
    private static final Set<Type> VALUES =
            Set.of(
                    String.class,
                    Instant.class,
                    Integer.class,
                    Long.class,
                    long.class,
                    int.class,
                    boolean.class);

    static Stream<Class<? extends HoldpointEvent>> types() {
        return EventType.all().values().stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void events_are_records_of_immutable_parts(Class<? extends HoldpointEvent> type) {
        assertThat(immutable(type)).isTrue();
    }

    private static boolean immutable(Type type) {
        return switch (type) {
            case ParameterizedType list when list.getRawType() == List.class ->
                    Arrays.stream(list.getActualTypeArguments())
                            .allMatch(EventRecordsTest::immutable);
            case ParameterizedType map when map.getRawType() == Map.class ->
                    Arrays.stream(map.getActualTypeArguments())
                            .allMatch(EventRecordsTest::immutable);
            case Class<?> sealed when sealed.isSealed() ->
                    Arrays.stream(sealed.getPermittedSubclasses())
                            .allMatch(EventRecordsTest::immutable);
            case Class<?> parts when parts.isRecord() ->
                    Arrays.stream(parts.getRecordComponents())
                            .allMatch(part -> immutable(part.getGenericType()));
            case Class<?> value -> value.isEnum() || VALUES.contains(value);
            default -> false;
        };
    }
}

package dev.holdpoint.events.json;

import dev.holdpoint.events.EventFamily;
import dev.holdpoint.events.HoldpointEvent;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * CloudEvents {@code type} names: {@code dev.holdpoint.<topic>.<Event>.v<N>}. What was written
 * under an older number is lifted when it is read; see {@link Upcasters}.
 */
public final class EventType {
    private static final SortedMap<String, Class<? extends HoldpointEvent>> BY_NAME =
            new TreeMap<>();

    static {
        events(HoldpointEvent.class).forEach(type -> BY_NAME.put(name(type), type));
    }

    private static final ClassValue<String> NAMES =
            new ClassValue<>() {
                @Override
                protected String computeValue(Class<?> type) {
                    return name(type.asSubclass(HoldpointEvent.class));
                }
            };

    private EventType() {}

    /** The type name of {@code event}. */
    public static String of(HoldpointEvent event) {
        return NAMES.get(event.getClass());
    }

    /** Every type name of this version, with its class, sorted. */
    public static SortedMap<String, Class<? extends HoldpointEvent>> all() {
        return Collections.unmodifiableSortedMap(BY_NAME);
    }

    private static String name(Class<? extends HoldpointEvent> type) {
        return name(type, Upcasters.version(type));
    }

    /** The name of {@code type} in the version of that number. */
    static String name(Class<? extends HoldpointEvent> type, int version) {
        return "dev.%s.%s.v%d".formatted(family(type).topic(), type.getSimpleName(), version);
    }

    private static EventFamily family(Class<? extends HoldpointEvent> type) {
        return switch (type.getInterfaces()[0].getSimpleName()) {
            case "SessionEvent", "CommandEvent" -> EventFamily.SESSIONS;
            case "RecordingEvent" -> EventFamily.RECORDINGS;
            case "HoldEvent", "DelegationEvent", "AccessEvent", "ChatEvent" ->
                    EventFamily.APPROVALS;
            case "TargetEvent", "PolicyEvent", "GrantEvent", "RegisterEvent" -> EventFamily.POLICY;
            case "LedgerEvent" -> EventFamily.LEDGER;
            case String other -> throw new IllegalStateException("no family for " + other);
        };
    }

    @SuppressWarnings("unchecked")
    private static Stream<Class<? extends HoldpointEvent>> events(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(EventType::events)
                : Stream.of((Class<? extends HoldpointEvent>) type);
    }
}

package dev.holdpoint.events.json;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Principal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values events are made of straight to canonical bytes, without a tree between: this is
 * on the way of every command. What it has no writer for is left to Jackson, and whatever it writes
 * is what Jackson's tree would have given.
 */
final class ValueWriters {
    private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    /** Of these the same objects come with one event after another. */
    private static final Set<Class<?>> LASTING =
            Set.of(CommandFacts.class, Decision.Allow.class, Principal.class);

    private static final ClassValue<ValueWriter> WRITERS =
            new ClassValue<>() {
                @Override
                protected ValueWriter computeValue(Class<?> type) {
                    return writer(type);
                }
            };

    private ValueWriters() {}

    /** Writes one kind of value. */
    interface ValueWriter {
        void write(Object value, JsonText out);
    }

    static void write(@Nullable Object value, JsonText out) {
        if (value == null) {
            out.append(NULL);
        } else {
            of(value.getClass()).write(value, out);
        }
    }

    static ValueWriter of(Class<?> type) {
        return WRITERS.get(type);
    }

    private static ValueWriter writer(Class<?> type) {
        if (type == String.class) {
            return (value, out) -> out.quoted((String) value);
        } else if (type == Long.class || type == Integer.class) {
            return (value, out) -> integer(((Number) value).longValue(), out);
        } else if (type == Boolean.class || type == Instant.class) {
            return scalar(type);
        } else if (Enum.class.isAssignableFrom(type)) {
            return (value, out) -> out.quoted(((Enum<?>) value).name());
        } else if (Collection.class.isAssignableFrom(type)) {
            return (value, out) -> array((Collection<?>) value, out);
        } else if (Map.class.isAssignableFrom(type)) {
            return (value, out) -> object((Map<?, ?>) value, out);
        }
        if (!type.isRecord()) {
            return EventJson::writeTree;
        }
        var writer = RecordWriter.of(type);
        return LASTING.contains(type) ? new KeptWriter(writer) : writer;
    }

    private static ValueWriter scalar(Class<?> type) {
        return type == Boolean.class
                ? (value, out) -> out.append(value.toString().getBytes(StandardCharsets.US_ASCII))
                : (value, out) -> out.quoted(value.toString());
    }

    private static void integer(long value, JsonText out) {
        if (value > MAX_SAFE_INTEGER || value < -MAX_SAFE_INTEGER) {
            throw new IllegalArgumentException("not an exact integer: " + value);
        }
        out.append(value);
    }

    private static void array(Collection<?> values, JsonText out) {
        out.append('[');
        boolean first = true;
        for (var value : values) {
            if (!first) {
                out.append(',');
            }
            write(value, out);
            first = false;
        }
        out.append(']');
    }

    private static void object(Map<?, ?> values, JsonText out) {
        var sorted = new TreeMap<String, @Nullable Object>();
        values.forEach((name, value) -> sorted.put(name.toString(), value));
        out.append('{');
        boolean first = true;
        for (var entry : sorted.entrySet()) {
            if (!first) {
                out.append(',');
            }
            out.quoted(entry.getKey());
            out.append(':');
            write(entry.getValue(), out);
            first = false;
        }
        out.append('}');
    }
}

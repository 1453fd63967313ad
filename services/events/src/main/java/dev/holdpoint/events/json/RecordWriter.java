package dev.holdpoint.events.json;

import dev.holdpoint.events.json.ValueWriters.ValueWriter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a record's components in the order of their names; absent ones are left out. */
final class RecordWriter implements ValueWriter {
    private final List<Part> parts;

    private RecordWriter(List<Part> parts) {
        this.parts = parts;
    }

    /** A member of the object: a component, or the kind of one of several permitted records. */
    private record Part(String name, Ascii prefix, @Nullable MethodHandle accessor, String kind) {}

    /** Bytes written as they are. */
    private static final class Ascii {
        final byte[] bytes;

        Ascii(String text) {
            this.bytes = text.getBytes(StandardCharsets.UTF_8);
        }
    }

    static ValueWriter of(Class<?> type) {
        if (Arrays.stream(type.getMethods()).anyMatch(RecordWriter::looksLikeAProperty)) {
            return EventJson::writeTree;
        }
        if (Mixins.isScalar(type)) {
            var value = accessor(type.getRecordComponents()[0]);
            return (record, out) -> ValueWriters.write(get(value, record), out);
        }
        var parts = new ArrayList<Part>();
        Mixins.kind(type)
                .ifPresent(kind -> parts.add(new Part("kind", prefix("kind"), null, kind)));
        for (var component : type.getRecordComponents()) {
            var name = component.getName();
            parts.add(new Part(name, prefix(name), accessor(component), ""));
        }
        parts.sort(Comparator.comparing(Part::name));
        return new RecordWriter(List.copyOf(parts));
    }

    /** Jackson writes such methods, too. */
    private static boolean looksLikeAProperty(Method method) {
        return method.getParameterCount() == 0
                && method.getDeclaringClass() != Object.class
                && method.getName().matches("(get|is)[A-Z].*");
    }

    private static Ascii prefix(String name) {
        return new Ascii("\"" + name + "\":");
    }

    private static MethodHandle accessor(RecordComponent component) {
        try {
            return MethodHandles.publicLookup()
                    .unreflect(component.getAccessor())
                    .asType(MethodType.methodType(Object.class, Object.class));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("events are public: " + component, e);
        }
    }

    @Override
    public void write(Object record, JsonText out) {
        out.append('{');
        boolean first = true;
        for (var part : parts) {
            var accessor = part.accessor();
            var value = accessor == null ? part.kind() : get(accessor, record);
            if (value != null) {
                if (!first) {
                    out.append(',');
                }
                out.append(part.prefix().bytes);
                ValueWriters.write(value, out);
                first = false;
            }
        }
        out.append('}');
    }

    private static @Nullable Object get(MethodHandle accessor, Object record) {
        try {
            return accessor.invokeExact(record);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("an accessor of a record threw", e);
        }
    }
}

package dev.holdpoint.events.json;

import dev.holdpoint.events.json.ValueWriters.ValueWriter;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes a record's components in the order of their names; absent ones are left out. */
final class RecordWriter implements ValueWriter {
    private final List<Part> parts;

    private RecordWriter(List<Part> parts) {
        this.parts = parts;
    }

    /** A member of the object: a component, or the kind of one of several permitted records. */
    private static final class Part {
        final String name;
        final byte[] prefix;
        private final Function<Object, @Nullable Object> accessor;
        private final Class<?> type;
        private @Nullable ValueWriter writer;

        Part(String name, Function<Object, @Nullable Object> accessor, Class<?> type) {
            this.name = name;
            this.prefix = ("\"" + name + "\":").getBytes(StandardCharsets.UTF_8);
            this.accessor = accessor;
            this.type = type;
        }

        @Nullable Object of(Object record) {
            return accessor.apply(record);
        }

        /** What no other class can stand in for has one writer, found when it is first used. */
        void write(Object value, JsonText out) {
            var known = writer;
            if (known == null) {
                if (!Modifier.isFinal(type.getModifiers())) {
                    ValueWriters.write(value, out);
                    return;
                }
                known = ValueWriters.of(value.getClass());
                writer = known;
            }
            known.write(value, out);
        }
    }

    static ValueWriter of(Class<?> type) {
        if (Arrays.stream(type.getMethods()).anyMatch(RecordWriter::looksLikeAProperty)) {
            return EventJson::writeTree;
        }
        if (Mixins.isScalar(type)) {
            var value = accessor(type.getRecordComponents()[0]);
            return (record, out) -> ValueWriters.write(value.apply(record), out);
        }
        var parts = new ArrayList<Part>();
        Mixins.kind(type).ifPresent(kind -> parts.add(new Part("kind", _ -> kind, String.class)));
        for (var component : type.getRecordComponents()) {
            parts.add(new Part(component.getName(), accessor(component), component.getType()));
        }
        parts.sort(Comparator.comparing(part -> part.name));
        return new RecordWriter(List.copyOf(parts));
    }

    /** Jackson writes such methods, too. */
    private static boolean looksLikeAProperty(Method method) {
        return method.getParameterCount() == 0
                && method.getDeclaringClass() != Object.class
                && method.getName().matches("(get|is)[A-Z].*");
    }

    /** A lambda, as javac would have made it: a method handle that is no constant is slow. */
    @SuppressWarnings("unchecked")
    private static Function<Object, @Nullable Object> accessor(RecordComponent component) {
        try {
            var lookup =
                    MethodHandles.privateLookupIn(
                            component.getDeclaringRecord(), MethodHandles.lookup());
            var method = lookup.unreflect(component.getAccessor());
            return (Function<Object, @Nullable Object>)
                    LambdaMetafactory.metafactory(
                                    lookup,
                                    "apply",
                                    MethodType.methodType(Function.class),
                                    MethodType.methodType(Object.class, Object.class),
                                    method,
                                    method.type().wrap())
                            .getTarget()
                            .invoke();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            // MethodHandle.invoke is declared to throw anything.
            throw new IllegalStateException("events are public: " + component, e);
        }
    }

    @Override
    public void write(Object record, JsonText out) {
        out.append('{');
        boolean first = true;
        for (var part : parts) {
            var value = part.of(record);
            if (value != null) {
                if (!first) {
                    out.append(',');
                }
                out.append(part.prefix);
                part.write(value, out);
                first = false;
            }
        }
        out.append('}');
    }
}

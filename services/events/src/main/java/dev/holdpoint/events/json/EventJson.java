package dev.holdpoint.events.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdpoint.events.HoldpointEvent;
import java.io.IOException;

/** Writes an event as canonical JSON and reads it back by its type name. */
public final class EventJson {
    private static final JsonMapper MAPPER =
            Mixins.register(
                            JsonMapper.builder()
                                    .annotationIntrospector(
                                            AnnotationIntrospector.pair(
                                                    new RequiredComponents(),
                                                    new JacksonAnnotationIntrospector()))
                                    .addModule(new JavaTimeModule())
                                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                                    .defaultPropertyInclusion(
                                            JsonInclude.Value.construct(
                                                    JsonInclude.Include.NON_NULL,
                                                    JsonInclude.Include.ALWAYS)))
                    .build();

    private EventJson() {}

    /** The canonical bytes of {@code event}, the value of its Kafka record. */
    public static byte[] encode(HoldpointEvent event) {
        return encodeValue(event);
    }

    /** The canonical bytes of a part of an event, such as a decision or a principal. */
    public static byte[] encodeValue(Object value) {
        var out = new JsonText();
        ValueWriters.write(value, out);
        return out.toBytes();
    }

    /** The long way, over Jackson's tree, for what has no writer of its own. */
    static void writeTree(Object value, JsonText out) {
        out.append(CanonicalJson.bytes(MAPPER.valueToTree(value)));
    }

    /**
     * Reads an event.
     *
     * @param type as {@link EventType#of} gave it when the event was written
     * @throws UnreadableEvent if the type is unknown or the bytes do not fit it
     */
    public static HoldpointEvent decode(String type, byte[] json) {
        var current = EventType.all().get(type);
        if (current != null) {
            return decodeValue(json, current);
        }
        var old = Upcasters.of(type);
        var tree = decodeValue(json, ObjectNode.class);
        old.lift().accept(tree);
        try {
            return MAPPER.treeToValue(tree, old.type());
        } catch (JsonProcessingException e) {
            throw new UnreadableEvent(type + " cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads what {@link #encodeValue} wrote.
     *
     * @throws UnreadableEvent if the bytes do not fit
     */
    public static <T> T decodeValue(byte[] json, Class<T> type) {
        return read(MAPPER.readerFor(type), json, type);
    }

    /**
     * Reads what somebody wrote by hand, where a member that is not known is a mistake.
     *
     * @throws UnreadableEvent if the bytes do not fit
     */
    public static <T> T decodeExactly(byte[] json, Class<T> type) {
        return read(
                MAPPER.readerFor(type).with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES),
                json,
                type);
    }

    private static <T> T read(ObjectReader reader, byte[] json, Class<T> type) {
        try {
            T value = reader.readValue(json);
            if (value == null) {
                throw new UnreadableEvent(type.getSimpleName() + " must not be null", null);
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            throw new UnreadableEvent(
                    "%s has no %s: use one of %s"
                            .formatted(
                                    type.getSimpleName(),
                                    e.getPropertyName(),
                                    e.getKnownPropertyIds()),
                    e);
        } catch (JsonProcessingException e) {
            throw new UnreadableEvent(
                    type.getSimpleName() + " cannot be read: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UnreadableEvent(type.getSimpleName() + " cannot be read", e);
        }
    }
}

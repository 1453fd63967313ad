package dev.holdpoint.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Old clients and new servers must understand each other: published lines are only ever added. */
public interface ProtocolContract {
    /** What this module's source says now. */
    FileDescriptor file();

    /** The resource that lists every field and method ever published. */
    String published();

    @Test
    default void every_published_field_and_method_still_exists_unchanged() throws IOException {
        assertThat(currentLines()).containsAll(publishedLines());
    }

    @Test
    default void every_field_and_method_is_published() throws IOException {
        assertThat(publishedLines()).containsAll(currentLines());
    }

    private List<String> publishedLines() throws IOException {
        try (var lines = Objects.requireNonNull(getClass().getResourceAsStream(published()))) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private List<String> currentLines() {
        return Stream.concat(
                        file().getMessageTypes().stream().flatMap(ProtocolContract::fields),
                        file().getServices().stream().flatMap(ProtocolContract::methods))
                .toList();
    }

    private static Stream<String> fields(Descriptor message) {
        return message.getFields().stream().map(field -> message.getFullName() + " " + line(field));
    }

    private static String line(FieldDescriptor field) {
        var type =
                field.getType() == FieldDescriptor.Type.MESSAGE
                        ? field.getMessageType().getFullName()
                        : field.getType().name().toLowerCase(Locale.ROOT);
        var label = field.isRepeated() ? "repeated " : "";
        return field.getNumber() + " " + label + type + " " + field.getName();
    }

    private static Stream<String> methods(ServiceDescriptor service) {
        return service.getMethods().stream().map(ProtocolContract::line);
    }

    private static String line(MethodDescriptor method) {
        return method.getFullName()
                + " "
                + method.getInputType().getFullName()
                + " -> "
                + (method.isServerStreaming() ? "stream " : "")
                + method.getOutputType().getFullName();
    }
}

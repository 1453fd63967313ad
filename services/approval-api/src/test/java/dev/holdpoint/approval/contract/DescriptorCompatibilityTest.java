package dev.holdpoint.approval.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import dev.holdpoint.approval.proto.Approval;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Old clients and new servers must understand each other: published lines are only ever added. */
class DescriptorCompatibilityTest {
    @Test
    void every_published_field_and_method_still_exists_unchanged() throws IOException {
        assertThat(current()).containsAll(published());
    }

    @Test
    void every_field_and_method_is_published() throws IOException {
        assertThat(published()).containsAll(current());
    }

    private static List<String> published() throws IOException {
        try (var lines =
                DescriptorCompatibilityTest.class.getResourceAsStream("/approval.v1.txt")) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static List<String> current() {
        var file = Approval.getDescriptor();
        return Stream.concat(
                        file.getMessageTypes().stream()
                                .flatMap(DescriptorCompatibilityTest::fields),
                        file.getServices().stream().flatMap(DescriptorCompatibilityTest::methods))
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
        return service.getMethods().stream().map(DescriptorCompatibilityTest::line);
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

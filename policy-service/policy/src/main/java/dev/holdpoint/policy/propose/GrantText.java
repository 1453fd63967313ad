package dev.holdpoint.policy.propose;

import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A grant as a document writes it. */
final class GrantText {
    private GrantText() {}

    static String of(GrantId id, GrantSpec spec) {
        var text =
                new StringBuilder("apiVersion: holdpoint.dev/v1\nkind: Grant\n")
                        .append("metadata: { name: %s }\nspec:\n".formatted(id.value()));
        if (!spec.subjects().isEmpty()) {
            line(text, "subjects", Quoted.list(spec.subjects()));
        }
        if (!spec.groups().isEmpty()) {
            line(text, "groups", Quoted.list(spec.groups()));
        }
        line(text, "targets", targets(spec));
        line(text, "effects", effects(spec));
        line(text, "owner", Quoted.text(spec.owner()));
        if (spec.expiresAt() != null) {
            line(text, "expiresAt", spec.expiresAt().toString());
        }
        if (spec.reviewBy() != null) {
            line(text, "reviewBy", spec.reviewBy().toString());
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("  ").append(name).append(": ").append(value).append('\n');
    }

    private static String targets(GrantSpec spec) {
        return spec.labels().isEmpty()
                ? "{ names: [ %s ] }"
                        .formatted(
                                spec.targets().stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(", ")))
                : "{ labels: " + labels(spec.labels()) + " }";
    }

    private static String labels(Map<String, String> labels) {
        return new TreeMap<>(labels)
                .entrySet().stream()
                        .map(
                                label ->
                                        Quoted.text(label.getKey())
                                                + ": "
                                                + Quoted.text(label.getValue()))
                        .collect(Collectors.joining(", ", "{ ", " }"));
    }

    private static String effects(GrantSpec spec) {
        return spec.effects().stream()
                .map(effect -> effect.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ", "[ ", " ]"));
    }
}

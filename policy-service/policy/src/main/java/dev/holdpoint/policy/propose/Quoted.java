package dev.holdpoint.policy.propose;

import dev.holdpoint.events.json.EventJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Texts in quotes, as both JSON and YAML write them. */
final class Quoted {
    private Quoted() {}

    static String text(String text) {
        return new String(EventJson.encodeValue(text), StandardCharsets.UTF_8);
    }

    static String list(List<String> texts) {
        return texts.stream().map(Quoted::text).collect(Collectors.joining(", ", "[ ", " ]"));
    }
}

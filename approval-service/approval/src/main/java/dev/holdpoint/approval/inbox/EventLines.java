package dev.holdpoint.approval.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.json.EventJson;
import dev.holdpoint.events.json.EventType;
import java.util.stream.Stream;

/** Events of a stream as text, one a line. */
public final class EventLines {
    private EventLines() {}

    /** The event's type, a space, its canonical JSON (which has no line breaks), a line break. */
    public static String line(HoldpointEvent event) {
        return EventType.of(event) + " " + new String(EventJson.encode(event), UTF_8) + "\n";
    }

    /** The events of these lines. */
    public static Stream<HoldpointEvent> events(String lines) {
        return lines.lines().map(EventLines::event);
    }

    private static HoldpointEvent event(String line) {
        int space = line.indexOf(' ');
        var json = line.substring(space + 1).getBytes(UTF_8);
        return EventJson.decode(line.substring(0, space), json);
    }
}

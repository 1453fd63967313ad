package dev.holdpoint.edge.app.log;

import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.HoldpointEvent;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The W3C trace context a client sent along with a command. */
final class Traceparent {
    private static final String TAG = "traceparent";
    private static final Pattern FORM =
            Pattern.compile("[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private Traceparent() {}

    /** As the client wrote it, or null where it wrote none or none that could be one. */
    static @Nullable String of(HoldpointEvent event) {
        var written = event instanceof CommandDecided decided ? decided.tags().get(TAG) : null;
        return written != null && FORM.matcher(written).matches() ? written : null;
    }
}

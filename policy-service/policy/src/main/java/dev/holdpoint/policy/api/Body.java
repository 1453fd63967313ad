package dev.holdpoint.policy.api;

import dev.holdpoint.events.json.EventJson;
import dev.holdpoint.events.json.UnreadableEvent;
import dev.holdpoint.service.Problem;

/** What is sent with a request. */
public final class Body {
    private Body() {}

    /**
     * Reads it as strictly as events are read, and takes no member it does not know: what is
     * mistyped asks for something else than was meant.
     *
     * @throws Problem 400 with what is wrong
     */
    public static <T> T read(byte[] body, Class<T> type) {
        try {
            return EventJson.decodeExactly(body, type);
        } catch (UnreadableEvent e) {
            throw new Problem(400, "bad-request", String.valueOf(e.getMessage()));
        }
    }
}

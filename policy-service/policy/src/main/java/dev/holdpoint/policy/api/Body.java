package dev.holdpoint.policy.api;

import dev.holdpoint.events.json.EventJson;
import dev.holdpoint.events.json.UnreadableEvent;
import dev.holdpoint.service.Problem;

/** What is sent with a request. */
public final class Body {
    private Body() {}

    /**
     * Reads it as strictly as events are read.
     *
     * @throws Problem 400 with what is wrong
     */
    public static <T> T read(byte[] body, Class<T> type) {
        try {
            return EventJson.decodeValue(body, type);
        } catch (UnreadableEvent e) {
            throw new Problem(400, "bad-request", String.valueOf(e.getMessage()));
        }
    }
}

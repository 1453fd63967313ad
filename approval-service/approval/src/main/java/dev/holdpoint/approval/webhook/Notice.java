package dev.holdpoint.approval.webhook;

import io.vertx.core.json.JsonObject;

/**
 * One change of a hold or of a request for access on its way to one endpoint.
 *
 * @param number in the outbox
 * @param id of the event: the same at every attempt
 * @param attempts made so far
 */
public record Notice(long number, String id, String body, int attempts) {
    /** The id of the hold that changed. */
    public String hold() {
        return data().getString("hold");
    }

    /** The number of the change among those of its hold. */
    public long sequence() {
        return data().getLong("sequence");
    }

    private JsonObject data() {
        return new JsonObject(body).getJsonObject("data");
    }
}

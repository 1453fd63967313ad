package dev.holdpoint.approval.slack;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** JSON of somebody else's: what is missing or of another kind makes it a bad request. */
record Json(JsonObject object) {
    static Json of(String text) {
        try {
            return new Json(new JsonObject(text));
        } catch (DecodeException _) {
            throw new BadSlackRequest("it is no JSON");
        }
    }

    Json object(String name) {
        if (object.getValue(name) instanceof JsonObject inner) {
            return new Json(inner);
        }
        throw missing(name);
    }

    /** The only one of an array. */
    Json only(String name) {
        if (object.getValue(name) instanceof JsonArray all
                && all.size() == 1
                && all.getValue(0) instanceof JsonObject one) {
            return new Json(one);
        }
        throw missing(name);
    }

    String text(String name) {
        return find(name).orElseThrow(() -> missing(name));
    }

    Optional<String> find(String name) {
        return object.getValue(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static BadSlackRequest missing(String name) {
        return new BadSlackRequest("it has no " + name);
    }
}

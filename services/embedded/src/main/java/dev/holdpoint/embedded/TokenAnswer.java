package dev.holdpoint.embedded;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** What the token endpoint answers: a token, or an OAuth error with its HTTP status. */
sealed interface TokenAnswer {
    record Issued(String token, Duration lifetime) implements TokenAnswer {
        @Override
        public String toString() {
            return "Issued";
        }
    }

    record Refused(int status, String error, String description) implements TokenAnswer {}

    default int httpStatus() {
        return switch (this) {
            case Issued _ -> 200;
            case Refused refused -> refused.status();
        };
    }

    default JsonObject json() {
        return switch (this) {
            case Issued(var token, var lifetime) ->
                    new JsonObject()
                            .put("access_token", token)
                            .put("token_type", "Bearer")
                            .put("expires_in", lifetime.toSeconds());
            case Refused(_, var error, var description) ->
                    new JsonObject().put("error", error).put("error_description", description);
        };
    }
}

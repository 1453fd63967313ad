package dev.holdpoint.policy.authzen;

import dev.holdpoint.events.Decision;
import dev.holdpoint.events.IdSource;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.json.EventJson;
import dev.holdpoint.policy.evaluate.Explanation;
import dev.holdpoint.service.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What an enforcement point is told. It is true only for an allow whose obligations, if there are
 * any, the enforcement point says it can carry out.
 */
final class Replies {
    /** Where both sides say which types of obligations they know. */
    static final String OBLIGATIONS_SUPPORTED = "obligations_supported";

    /** The type of all obligations there are here, in the words of the obligations profile. */
    static final String CUSTOM = "custom";

    private static final String DECISION = "decision";
    private static final String CONTEXT = "context";
    private static final String REASON = "reason";

    private final IdSource ids;

    Replies(IdSource ids) {
        this.ids = ids;
    }

    /** The answer to one evaluation. */
    JsonObject reply(Tuple tuple, Explanation explanation, Instant at) {
        var decision = explanation.decision();
        var context =
                new JsonObject()
                        .put("evaluation_id", ids.next())
                        .put("evaluated_at", at.toString())
                        .put("revision", decision.revision().value())
                        .put("rules", new JsonArray(decision.rules()))
                        .put("reason_user", new JsonObject().put("en", decision.reason()));
        boolean permitted =
                switch (decision) {
                    case Decision.Allow allow -> permits(tuple, allow, context);
                    case Decision.Hold hold -> {
                        context.put(REASON, "approval_required");
                        context.put("access_request", request(hold, at));
                        yield false;
                    }
                    case Decision.Deny deny -> {
                        context.put(REASON, deny.code().name().toLowerCase(Locale.ROOT));
                        yield false;
                    }
                };
        return new JsonObject().put(DECISION, permitted).put(CONTEXT, context);
    }

    private static boolean permits(Tuple tuple, Decision.Allow allow, JsonObject context) {
        if (allow.obligations().isEmpty()) {
            return true;
        }
        context.put("obligations", obligations(allow.obligations()));
        if (tuple.context().texts(OBLIGATIONS_SUPPORTED).contains(CUSTOM)) {
            return true;
        }
        context.put(REASON, "obligations_not_supported");
        return false;
    }

    private static JsonArray obligations(List<Obligation> obligations) {
        var all = new JsonArray();
        for (var obligation : obligations) {
            all.add(
                    new JsonObject()
                            .put("type", CUSTOM)
                            .put("id", "obligation-" + (all.size() + 1))
                            .put("holdpoint", value(obligation)));
        }
        return all;
    }

    /** The shape of a requestable denial in the access request profile, draft 1. */
    private static JsonObject request(Decision.Hold hold, Instant at) {
        return new JsonObject()
                .put("template", hold.rules().getFirst())
                .put("expires_at", at.plusSeconds(hold.terms().expiresAfterSeconds()).toString())
                .put(
                        "display",
                        new JsonObject()
                                .put("title", "Approval is required")
                                .put("description", hold.reason()))
                .put("terms", value(hold.terms()));
    }

    /** The answer to one of several evaluations that could not be made. */
    static JsonObject failed(Problem problem) {
        var error =
                new JsonObject()
                        .put("status", problem.status())
                        .put("message", String.valueOf(problem.getMessage()));
        return new JsonObject()
                .put(DECISION, false)
                .put(CONTEXT, new JsonObject().put("error", error));
    }

    private static JsonObject value(Object part) {
        return new JsonObject(Buffer.buffer(EventJson.encodeValue(part)));
    }
}

package dev.holdpoint.policy.api.question;

import dev.holdpoint.events.json.EventJson;
import dev.holdpoint.policy.api.Body;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.contract.Input;
import dev.holdpoint.policy.evaluate.Budget;
import dev.holdpoint.policy.evaluate.Considered;
import dev.holdpoint.policy.evaluate.Evaluator;
import dev.holdpoint.policy.evaluate.Explanation;
import dev.holdpoint.policy.evaluate.RiskScore;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.language.condition.ProtocolFacts;
import dev.holdpoint.policy.revision.Past;
import dev.holdpoint.policy.revision.Rulebooks;
import dev.holdpoint.service.CurrentPrincipal;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Says what would be decided, by which rules, and which field the other rules failed on. */
@Path("/api/v1/decisions:explain")
@Authenticated
@Blocking
public class ExplainResource {
    private static final Duration BUDGET = Duration.ofSeconds(1);

    private final Rulebooks rulebooks;
    private final Past past;
    private final CurrentPrincipal caller;

    public ExplainResource(Rulebooks rulebooks, Past past, CurrentPrincipal caller) {
        this.rulebooks = rulebooks;
        this.past = past;
        this.caller = caller;
    }

    /** Explains for the caller; to those who review for anybody, and as of any moment. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<String> explain(byte[] body) {
        var request = Body.read(body, ExplainRequest.class);
        if (request.principal() != null || request.at() != null) {
            Questioners.requireForOthers(caller);
        }
        var now = Instant.now();
        var query = request.query(request.principal() == null ? caller.get() : request.principal());
        if (request.at() == null) {
            return Uni.createFrom().item(json(decide(rulebooks.current(), query, now)).encode());
        }
        var at = PastMoment.notAfter(now, request.at());
        return Uni.createFrom()
                .completionStage(
                        () ->
                                past.at(at, rulebook -> json(decide(rulebook, query, at)))
                                        .toCompletionStage())
                .onFailure()
                .transform(PastMoment::problem)
                .map(json -> json.put("at", at.toString()).encode());
    }

    private static Explanation decide(Rulebook rulebook, DecisionQuery query, Instant at) {
        return Evaluator.explain(
                rulebook, query, ProtocolFacts.NONE, at, new Budget(System::nanoTime, BUDGET));
    }

    private static JsonObject json(Explanation explanation) {
        var considered = new JsonArray();
        explanation.considered().forEach(one -> considered.add(json(one)));
        var risks = new JsonArray();
        explanation.risks().forEach(risk -> risks.add(json(risk)));
        var onceReleased = new JsonArray();
        explanation.onceReleased().forEach(one -> onceReleased.add(value(one)));
        var inputs = new JsonArray();
        explanation.inputs().stream().map(Input::name).sorted().forEach(inputs::add);
        return new JsonObject()
                .put("decision", value(explanation.decision()))
                .put("onceReleased", onceReleased)
                .put("wantsEstimate", explanation.wantsEstimate())
                .put("inputs", inputs)
                .put("risk", risks)
                .put("considered", considered);
    }

    private static JsonObject json(RiskScore risk) {
        var parts = new JsonArray();
        risk.parts()
                .forEach(
                        part ->
                                parts.add(
                                        new JsonObject()
                                                .put("entry", part.entry())
                                                .put("add", part.points())
                                                .put("conditionFailed", part.error())));
        return new JsonObject()
                .put("policy", risk.policy())
                .put("score", risk.score())
                .put("parts", parts);
    }

    private static JsonObject value(Object part) {
        return new JsonObject(Buffer.buffer(EventJson.encodeValue(part)));
    }

    private static JsonObject json(Considered considered) {
        var rule = considered.rule();
        var json =
                new JsonObject()
                        .put("rule", rule.id())
                        .put("decide", rule.decision().name().toLowerCase(Locale.ROOT));
        if (rule.when() != null) {
            json.put("when", rule.when().toString());
        }
        return switch (considered) {
            case Considered.Matched(_, var error, _) ->
                    json.put("matched", true).put("conditionFailed", error);
            case Considered.Missed(_, var field, _) -> json.put("matched", false).put("on", field);
        };
    }
}

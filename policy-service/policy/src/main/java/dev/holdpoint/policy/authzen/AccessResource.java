package dev.holdpoint.policy.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdpoint.events.Uuid7;
import dev.holdpoint.policy.evaluate.Budget;
import dev.holdpoint.policy.evaluate.Evaluator;
import dev.holdpoint.policy.revision.Rulebooks;
import dev.holdpoint.service.Problem;
import io.quarkus.security.Authenticated;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jspecify.annotations.Nullable;

/** Access evaluation for enforcement points that speak AuthZEN: may this subject do this there? */
@Path("/access/v1")
@Authenticated
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class AccessResource {
    private static final int MAX_EVALUATIONS = 100;

    private final Rulebooks rulebooks;
    private final Subjects subjects;
    private final InstantSource clock = InstantSource.system();
    private final Replies replies = new Replies(new Uuid7(clock));

    public AccessResource(Rulebooks rulebooks, Subjects subjects) {
        this.rulebooks = rulebooks;
        this.subjects = subjects;
    }

    /** One decision. */
    @POST
    @Path("/evaluation")
    public String evaluation(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = Evaluation.class)))
                    byte[] body) {
        return reply(request(contentType, body)).encode();
    }

    /** Several decisions, in order, or one if there is no list of them. */
    @POST
    @Path("/evaluations")
    public String evaluations(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = Evaluation.class)))
                    byte[] body) {
        var request = request(contentType, body);
        var evaluations = request.list("evaluations");
        return (evaluations.isEmpty() ? reply(request) : replies(request, evaluations)).encode();
    }

    private JsonObject replies(Members request, List<JsonNode> evaluations) {
        if (evaluations.size() > MAX_EVALUATIONS) {
            throw bad("Send at most %d evaluations.".formatted(MAX_EVALUATIONS));
        }
        var semantic = Semantic.of(request);
        var all = new JsonArray();
        for (var each : evaluations) {
            var reply = oneOfSeveral(each, request);
            all.add(reply);
            if (semantic.endsWith(reply.getBoolean("decision"))) {
                break;
            }
        }
        return new JsonObject().put("evaluations", all);
    }

    private JsonObject oneOfSeveral(JsonNode each, Members request) {
        try {
            return each instanceof ObjectNode one
                    ? reply(Tuple.of(one, request))
                    : Replies.failed(bad("Each of evaluations must be an object."));
        } catch (Problem problem) {
            return Replies.failed(problem);
        }
    }

    private JsonObject reply(Members request) {
        var tuple = Tuple.of(request);
        var now = clock.instant();
        var rulebook = rulebooks.current();
        var query =
                new Questions(rulebook.targets()).query(subjects.principal(tuple.subject()), tuple);
        return replies.reply(
                tuple,
                Evaluator.decide(
                        rulebook, query, now, new Budget(System::nanoTime, Budget.OF_A_DECISION)),
                now);
    }

    private static Members request(@Nullable String contentType, byte[] body) {
        if (contentType == null
                || !contentType.toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_JSON)) {
            throw bad("Send content-type: application/json.");
        }
        return Members.of(body);
    }

    private static Problem bad(String detail) {
        return new Problem(400, "bad-request", detail);
    }
}

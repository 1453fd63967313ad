package dev.holdpoint.approval.api.slack;

import dev.holdpoint.approval.api.Answers;
import dev.holdpoint.approval.slack.BadSlackRequest;
import dev.holdpoint.approval.slack.SlackDesk;
import dev.holdpoint.approval.slack.SlackLine;
import dev.holdpoint.service.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** Where Slack sends what people do there; nobody else can, for it is signed. */
@Path("/api/v1/webhooks/slack")
@Produces(MediaType.APPLICATION_JSON)
public class SlackRequestResource {
    private static final int LONGEST = 256 * 1024;

    private final SlackDesk desk;
    private final SlackLine line;
    private final Answers answers;

    SlackRequestResource(SlackDesk desk, SlackLine line, Answers answers) {
        this.desk = desk;
        this.line = line;
        this.answers = answers;
    }

    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<RestResponse<String>> take(byte[] body, @Context HttpHeaders headers) {
        requirePlain(body, headers);
        var timestamp = only(headers, "X-Slack-Request-Timestamp");
        var signature = only(headers, "X-Slack-Signature");
        return answers.aside(
                        () ->
                                desk.take(timestamp, signature, body)
                                        .recover(SlackRequestResource::told))
                .map(
                        answer ->
                                answer.isEmpty()
                                        ? RestResponse.ok()
                                        : RestResponse.ok(answer, MediaType.APPLICATION_JSON));
    }

    private void requirePlain(byte[] body, HttpHeaders headers) {
        line.problem()
                .ifPresent(
                        problem -> {
                            throw new Problem(503, "slack-off", problem);
                        });
        if (body.length > LONGEST) {
            throw new Problem(413, "too-long", "Slack's requests have at most 256 KiB.");
        }
        if (!headers.getRequestHeader(HttpHeaders.CONTENT_ENCODING).isEmpty()) {
            throw new Problem(415, "encoded", "Send it as it is: without Content-Encoding.");
        }
    }

    private static String only(HttpHeaders headers, String name) {
        var values = headers.getRequestHeader(name);
        return values.size() == 1 ? values.getFirst() : "";
    }

    private static <T> Future<T> told(Throwable failure) {
        return Future.failedFuture(
                failure instanceof BadSlackRequest bad
                        ? new Problem(bad.kind().status(), bad.kind().code(), bad.reason())
                        : failure);
    }
}

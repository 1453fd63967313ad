package dev.holdpoint.approval.webhook;

import static dev.holdpoint.approval.webhook.Payload.account;
import static dev.holdpoint.approval.webhook.Payload.names;
import static dev.holdpoint.approval.webhook.Payload.parts;
import static dev.holdpoint.approval.webhook.Payload.requester;
import static dev.holdpoint.approval.webhook.Payload.said;
import static dev.holdpoint.approval.webhook.Payload.vote;

import dev.holdpoint.events.AccessEvent;
import dev.holdpoint.events.AccessEvent.AccessApproved;
import dev.holdpoint.events.AccessEvent.AccessExpired;
import dev.holdpoint.events.AccessEvent.AccessRefused;
import dev.holdpoint.events.AccessEvent.AccessRequested;
import dev.holdpoint.events.AccessEvent.AccessScope;
import dev.holdpoint.events.AccessEvent.AccessVoteCast;
import dev.holdpoint.events.AccessEvent.AccessWithdrawn;
import dev.holdpoint.events.Envelope;
import io.vertx.core.json.JsonObject;

/**
 * What an endpoint is told of a request for access, version 1; {@code
 * deploy/webhooks/access.schema.json} describes it.
 *
 * @param texts whether to tell what people wrote
 */
record AccessPayload(boolean texts) {
    String of(Envelope<?> envelope, AccessEvent event) {
        return Payload.body(
                envelope,
                ChangeType.of(event),
                new JsonObject()
                        .put("request", event.request().value())
                        .put("sequence", envelope.sequence())
                        .mergeIn(data(event)));
    }

    private JsonObject data(AccessEvent event) {
        return switch (event) {
            case AccessRequested requested -> requested(requested);
            case AccessVoteCast cast -> voted(cast);
            case AccessApproved approved ->
                    scope(approved.scope())
                            .put("until", approved.until().toString())
                            .put("grant", approved.request().grant().value());
            case AccessRefused(_, var approver, var reason) ->
                    said(texts, reason).put("approver", account(approver));
            case AccessWithdrawn(_, var reason) -> said(texts, reason);
            case AccessExpired _ -> new JsonObject();
        };
    }

    private JsonObject requested(AccessRequested requested) {
        return requester(requested.requester())
                .put("target", requested.target().value())
                .mergeIn(scope(requested.asked()))
                .put("rules", names(requested.rules()))
                .put("quorum", parts(requested.terms().quorum()))
                .put("expiresAt", requested.expiresAt().toString())
                .mergeIn(said(texts, requested.reason()));
    }

    private JsonObject voted(AccessVoteCast cast) {
        var data = vote(cast.approver(), cast.vote(), cast.groups());
        data.mergeIn(said(texts, cast.reason()));
        var scope = cast.scope();
        return scope == null ? data : data.mergeIn(scope(scope));
    }

    private static JsonObject scope(AccessScope scope) {
        return new JsonObject()
                .put("effects", names(scope.effects().stream().map(Payload::word).toList()))
                .put("seconds", scope.seconds());
    }
}

package dev.holdpoint.approval.webhook;

import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.GlassBroken;
import dev.holdpoint.events.HoldEvent.HoldClaimed;
import dev.holdpoint.events.HoldEvent.HoldEscalated;
import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.HoldEvent.HoldJudged;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldEvent.HoldRefused;
import dev.holdpoint.events.HoldEvent.HoldReleased;
import dev.holdpoint.events.HoldEvent.HoldReminded;
import dev.holdpoint.events.HoldEvent.HoldWithdrawn;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.HoldEvent.VoteRetracted;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.Vote;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/**
 * What an endpoint is told of a change of a hold, version 1; {@code
 * deploy/webhooks/hold.schema.json} describes it. Values of parameters and results are never in it;
 * what clients and people wrote only where it was asked for.
 *
 * @param texts whether to tell what clients and people wrote
 */
record Payload(boolean texts) {
    /** A longer text is cut, and says so. */
    static final int LONGEST_TEXT = 4_000;

    /** So many of what may be many are named. */
    static final int MOST_NAMES = 50;

    String of(Envelope<?> envelope, HoldEvent event) {
        return body(
                envelope,
                ChangeType.of(event),
                new JsonObject()
                        .put("hold", event.hold().value())
                        .put("sequence", envelope.sequence())
                        .mergeIn(data(event)));
    }

    static String body(Envelope<?> envelope, ChangeType change, JsonObject data) {
        return new JsonObject()
                .put("type", change.type())
                .put("timestamp", envelope.time().toString())
                .put("version", Integer.valueOf(Endpoint.PAYLOAD_VERSION))
                .put("data", data)
                .encode();
    }

    private JsonObject data(HoldEvent event) {
        return switch (event) {
            case HoldPlaced placed -> placed(placed);
            case VoteCast cast -> voted(cast);
            case VoteRetracted(_, var approver, var reason) ->
                    said(texts, reason).put("approver", account(approver));
            case HoldRefused(_, var approver, var reason) ->
                    said(texts, reason).put("approver", account(approver));
            case HoldEscalated(_, var to) -> new JsonObject().put("to", names(to));
            case GlassBroken(_, var breaker, var groups, var reason) ->
                    said(texts, reason)
                            .put("breaker", account(breaker))
                            .put("groups", names(groups));
            case HoldReleased(_, var claimUntil) ->
                    new JsonObject().put("claimUntil", claimUntil.toString());
            case HoldWithdrawn(_, var code, var reason) ->
                    said(texts, reason).put("code", code.name());
            case HoldJudged(_, var judge, var judgement, var reason) ->
                    said(texts, reason)
                            .put("judge", account(judge))
                            .put("judgement", word(judgement));
            case HoldReminded _, HoldExpired _, HoldClaimed _ -> new JsonObject();
        };
    }

    private JsonObject voted(VoteCast cast) {
        var data = vote(cast.approver(), cast.vote(), cast.groups());
        data.mergeIn(said(texts, cast.reason()));
        var other = cast.inPlaceOf();
        return other == null
                ? data
                : data.put(
                        "inPlaceOf",
                        account(other.delegator()).put("delegation", other.delegation().value()));
    }

    static JsonObject vote(PrincipalId approver, Vote vote, List<String> groups) {
        return new JsonObject()
                .put("approver", account(approver))
                .put("vote", word(vote))
                .put("groups", names(groups));
    }

    private JsonObject placed(HoldPlaced placed) {
        var data =
                requester(placed.requester())
                        .put("session", placed.session().value())
                        .put("command", placed.command().value())
                        .put("target", placed.target().value())
                        .put("digest", placed.digest().value())
                        .put("kinds", names(placed.facts().kinds().stream().distinct().toList()))
                        .put(
                                "effects",
                                names(
                                        placed.facts().effects().stream()
                                                .map(Payload::word)
                                                .toList()))
                        .put("rules", names(placed.rules()))
                        .put("reason", cut(placed.reason()))
                        .put("mode", word(placed.terms().mode()))
                        .put("stages", stages(placed.terms()))
                        .put("expiresAt", placed.expiresAt().toString());
        return texts ? data.mergeIn(texts(placed)) : data;
    }

    static JsonObject requester(Principal requester) {
        var data =
                new JsonObject()
                        .put(
                                "requester",
                                account(requester.id())
                                        .put("name", cut(requester.name()))
                                        .put("kind", word(requester.kind())));
        var human = requester.onBehalfOf();
        return human == null ? data : data.put("onBehalfOf", account(human));
    }

    private static JsonObject texts(HoldPlaced placed) {
        var texts =
                new JsonObject()
                        .put(
                                "statement",
                                new JsonObject()
                                        .put("text", cut(placed.text()))
                                        .put("length", placed.text().length()));
        var justification = placed.justification();
        return justification == null ? texts : texts.put("justification", cut(justification));
    }

    static JsonObject said(boolean texts, String reason) {
        return texts ? new JsonObject().put("reason", cut(reason)) : new JsonObject();
    }

    private static JsonArray stages(HoldTerms terms) {
        var stages = new JsonArray();
        terms.order().forEach(stage -> stages.add(parts(stage.from())));
        return stages;
    }

    static JsonArray parts(List<QuorumPart> quorum) {
        var parts = new JsonArray();
        quorum.stream().limit(MOST_NAMES).map(Payload::part).forEach(parts::add);
        return parts;
    }

    private static JsonObject part(QuorumPart part) {
        return new JsonObject().put("group", part.group()).put("votes", part.votes());
    }

    static JsonObject account(PrincipalId id) {
        return new JsonObject().put("issuer", id.issuer()).put("subject", id.subject());
    }

    static JsonArray names(List<String> names) {
        return new JsonArray(names.stream().limit(MOST_NAMES).map(Payload::cut).toList());
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** By whole characters. */
    private static String cut(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        boolean split = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1));
        return text.substring(0, split ? LONGEST_TEXT - 1 : LONGEST_TEXT) + "…";
    }
}

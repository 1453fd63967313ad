package dev.holdpoint.approval.webhook;

import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.HoldEvent;
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
import dev.holdpoint.events.PrincipalId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/**
 * What an endpoint is told of a change, version 1; {@code deploy/webhooks/hold.schema.json}
 * describes it. Values of parameters and results are never in it; what clients and people wrote
 * only where it was asked for.
 *
 * @param texts whether to tell what clients and people wrote
 */
record Payload(boolean texts) {
    /** A longer text is cut, and says so. */
    static final int LONGEST_TEXT = 4_000;

    /** So many of what may be many are named. */
    static final int MOST_NAMES = 50;

    String of(Envelope<?> envelope, HoldEvent event) {
        return new JsonObject()
                .put("type", HoldChange.of(event).type())
                .put("timestamp", envelope.time().toString())
                .put("version", Integer.valueOf(Endpoint.PAYLOAD_VERSION))
                .put(
                        "data",
                        new JsonObject()
                                .put("hold", event.hold().value())
                                .put("sequence", envelope.sequence())
                                .mergeIn(data(event)))
                .encode();
    }

    private JsonObject data(HoldEvent event) {
        return switch (event) {
            case HoldPlaced placed -> placed(placed);
            case VoteCast cast -> voted(cast);
            case VoteRetracted(_, var approver, var reason) ->
                    said(reason).put("approver", account(approver));
            case HoldRefused(_, var approver, var reason) ->
                    said(reason).put("approver", account(approver));
            case HoldEscalated(_, var to) -> new JsonObject().put("to", names(to));
            case HoldReleased(_, var claimUntil) ->
                    new JsonObject().put("claimUntil", claimUntil.toString());
            case HoldWithdrawn(_, var code, var reason) -> said(reason).put("code", code.name());
            case HoldJudged(_, var judge, var judgement, var reason) ->
                    said(reason).put("judge", account(judge)).put("judgement", word(judgement));
            case HoldReminded _, HoldExpired _, HoldClaimed _ -> new JsonObject();
        };
    }

    private JsonObject voted(VoteCast cast) {
        var data =
                said(cast.reason())
                        .put("approver", account(cast.approver()))
                        .put("vote", word(cast.vote()))
                        .put("groups", names(cast.groups()));
        var other = cast.inPlaceOf();
        return other == null
                ? data
                : data.put(
                        "inPlaceOf",
                        account(other.delegator()).put("delegation", other.delegation().value()));
    }

    private JsonObject placed(HoldPlaced placed) {
        var requester = placed.requester();
        var data =
                new JsonObject()
                        .put("session", placed.session().value())
                        .put("command", placed.command().value())
                        .put(
                                "requester",
                                account(requester.id())
                                        .put("name", cut(requester.name()))
                                        .put("kind", word(requester.kind())))
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
        var human = requester.onBehalfOf();
        if (human != null) {
            data.put("onBehalfOf", account(human));
        }
        return texts ? data.mergeIn(texts(placed)) : data;
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

    private JsonObject said(String reason) {
        return texts ? new JsonObject().put("reason", cut(reason)) : new JsonObject();
    }

    private static JsonArray stages(HoldTerms terms) {
        var stages = new JsonArray();
        for (var stage : terms.order()) {
            var parts = new JsonArray();
            stage.from().stream().limit(MOST_NAMES).map(Payload::part).forEach(parts::add);
            stages.add(parts);
        }
        return stages;
    }

    private static JsonObject part(QuorumPart part) {
        return new JsonObject().put("group", part.group()).put("votes", part.votes());
    }

    private static JsonObject account(PrincipalId id) {
        return new JsonObject().put("issuer", id.issuer()).put("subject", id.subject());
    }

    private static JsonArray names(List<String> names) {
        return new JsonArray(names.stream().limit(MOST_NAMES).map(Payload::cut).toList());
    }

    private static String word(Enum<?> constant) {
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

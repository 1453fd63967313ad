package dev.holdpoint.approval.slack;

import static java.lang.System.Logger.Level.WARNING;

import dev.holdpoint.approval.hold.FollowingUp;
import dev.holdpoint.approval.hold.HoldState.Over;
import dev.holdpoint.approval.hold.HoldState.Placed;
import dev.holdpoint.approval.inbox.HoldDesk;
import dev.holdpoint.approval.slack.SlackTables.Message;
import dev.holdpoint.approval.webhook.Courier;
import dev.holdpoint.approval.webhook.Notice;
import dev.holdpoint.approval.webhook.Outcome;
import dev.holdpoint.approval.webhook.Outcome.Failed;
import dev.holdpoint.approval.webhook.Outcome.Taken;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Keeps one message for each hold in one channel: posts it with the first notice and changes it
 * with later ones, always to what the hold is by then. One call after the other.
 */
final class ChannelCourier implements Courier {
    private static final System.Logger LOG = System.getLogger(ChannelCourier.class.getName());
    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final Duration RETRY_FOR = Duration.ofHours(24);

    /** With the sender's own factor: enough for as many calls as there are notices at once. */
    private static final int LEASED_FOR = 2;

    private final String channel;
    private final Workspace workspace;
    private final HoldDesk holds;
    private final SlackTables tables;
    private final SlackApi slack;

    ChannelCourier(
            String channel,
            Workspace workspace,
            HoldDesk holds,
            SlackTables tables,
            SlackApi slack) {
        this.channel = channel;
        this.workspace = workspace;
        this.holds = holds;
        this.tables = tables;
        this.slack = slack;
    }

    @Override
    public Route route() {
        return new Route(
                Workspace.SERVICE + ":" + channel,
                workspace.team() + "/" + channel,
                workspace.timeout().multipliedBy(LEASED_FOR),
                FIRST_RETRY,
                RETRY_FOR);
    }

    /** What is left when the channel asks for rest stays due. */
    @Override
    public Future<Map<Notice, Outcome>> send(List<Notice> due) {
        var outcomes = new LinkedHashMap<Notice, Outcome>();
        Future<Boolean> goOn = Future.succeededFuture(true);
        for (var notice : due) {
            goOn = goOn.compose(on -> on ? send(notice, outcomes) : Future.succeededFuture(false));
        }
        return goOn.map(outcomes);
    }

    private Future<Boolean> send(Notice notice, Map<Notice, Outcome> outcomes) {
        return Future.succeededFuture(new HoldId(notice.hold()))
                .compose(holds::look)
                .compose(
                        state ->
                                state instanceof Placed placed
                                        ? show(placed)
                                        : Future.succeededFuture())
                .<Outcome>map(_ -> new Taken())
                .otherwise(ChannelCourier::failed)
                .map(
                        outcome -> {
                            outcomes.put(notice, outcome);
                            return !(outcome instanceof Failed failed && failed.rest() != null);
                        });
    }

    private Future<Void> show(Placed state) {
        var placed = state.ballot().placed();
        if (!isAsked(placed)) {
            return Future.succeededFuture();
        }
        var message = HoldMessage.of(state);
        return tables.message(placed.hold(), channel)
                .compose(
                        shown ->
                                shown.map(former -> update(placed.hold(), former, message))
                                        .orElseGet(() -> post(state, message)));
    }

    private boolean isAsked(HoldPlaced placed) {
        var groups =
                Stream.concat(
                        placed.terms().parts().stream().map(QuorumPart::group),
                        FollowingUp.standIns(placed).stream());
        return workspace.channelsOf(groups.toList()).contains(channel);
    }

    private Future<Void> post(Placed state, HoldMessage message) {
        return state instanceof Over
                ? Future.succeededFuture()
                : slack.post(channel, message)
                        .compose(
                                ts ->
                                        tables.show(
                                                state.ballot().placed().hold(),
                                                channel,
                                                new Message(ts, message.digest())));
    }

    private Future<Void> update(HoldId hold, Message former, HoldMessage message) {
        var digest = message.digest();
        return former.shown().equals(digest)
                ? Future.succeededFuture()
                : slack.update(channel, former.ts(), message)
                        .recover(ChannelCourier::unlessDeleted)
                        .compose(_ -> tables.show(hold, channel, new Message(former.ts(), digest)));
    }

    /** What somebody deleted in Slack is shown there no more. */
    private static Future<Void> unlessDeleted(Throwable failure) {
        return failure instanceof SlackFailed slack && slack.reason().endsWith("message_not_found")
                ? Future.succeededFuture()
                : Future.failedFuture(failure);
    }

    private static Outcome failed(Throwable failure) {
        if (failure instanceof SlackFailed slack) {
            return new Failed(slack.status(), slack.reason(), slack.rest());
        }
        LOG.log(WARNING, "hold not shown in Slack: cause={0}", failure);
        return Failed.unanswered("broken off: " + failure.getClass().getSimpleName());
    }

    @Override
    public void close() {
        // the API's threads are the lifecycle's
    }
}

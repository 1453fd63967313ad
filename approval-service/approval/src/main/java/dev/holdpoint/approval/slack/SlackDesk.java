package dev.holdpoint.approval.slack;

import static java.lang.System.Logger.Level.WARNING;

import dev.holdpoint.approval.hold.ActionRefused;
import dev.holdpoint.approval.slack.BadSlackRequest.Kind;
import dev.holdpoint.approval.slack.SlackLine.Open;
import dev.holdpoint.approval.slack.SlackRequest.Choice;
import dev.holdpoint.approval.slack.SlackRequest.Pressed;
import dev.holdpoint.approval.slack.SlackRequest.Sender;
import dev.holdpoint.approval.slack.SlackRequest.Typed;
import dev.holdpoint.approval.slack.SlackRequest.Voted;
import dev.holdpoint.events.ChatMember;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/**
 * Takes what Slack sends: signed, recent, never seen before, of our team, app and channels. What it
 * asks for is done before the answer if that is within Slack's three seconds, else after it.
 */
public final class SlackDesk {
    private static final System.Logger LOG = System.getLogger(SlackDesk.class.getName());
    private static final long ANSWER_WITHIN_MILLIS = 2_000;
    private static final String NOTHING = "";

    private final Vertx vertx;
    private final SlackLine line;
    private final SlackTables tables;
    private final ChatVotes votes;
    private final TypedCommands commands;
    private final InstantSource clock = InstantSource.system();

    SlackDesk(
            Vertx vertx,
            SlackLine line,
            SlackTables tables,
            ChatVotes votes,
            TypedCommands commands) {
        this.vertx = vertx;
        this.line = line;
        this.tables = tables;
        this.votes = votes;
        this.commands = commands;
    }

    /**
     * Takes a request.
     *
     * @param body the very bytes
     * @return what to answer, as JSON, or nothing; fails with {@link BadSlackRequest}
     */
    public Future<String> take(String timestamp, String signature, byte[] body) {
        var open = line.open().orElseThrow();
        var signed = new RequestSignature(timestamp, signature);
        return open.api()
                .blocking(open.workspace()::signingKey)
                .compose(key -> taken(signed, body, key))
                .compose(first -> first ? act(open, body) : Future.failedFuture(replayed()));
    }

    private Future<Boolean> taken(RequestSignature signed, byte[] body, byte[] key) {
        var now = clock.instant();
        return signed.isOf(body, key, now)
                ? tables.take(signed, now)
                : Future.failedFuture(
                        new BadSlackRequest(
                                Kind.NOT_SIGNED,
                                "It is not signed by Slack for this app within five minutes."));
    }

    private static BadSlackRequest replayed() {
        return new BadSlackRequest(Kind.REPLAYED, "This request was taken before.");
    }

    private Future<String> act(Open open, byte[] body) {
        var request = SlackRequest.of(body);
        requireOurs(open.workspace(), request.sender());
        var member = member(request.sender());
        return switch (request) {
            case Typed(_, var text) ->
                    soon(
                            commands.answer(member, text),
                            TypedCommands.ephemeral("Not done in time."));
            case Pressed(_, var choice, var trigger) -> {
                requireOurs(open.workspace(), choice);
                yield soon(pressed(open, member, choice, trigger), NOTHING);
            }
            case Voted(_, var choice, var reason) -> {
                requireOurs(open.workspace(), choice);
                yield soon(voted(open, member, choice, reason), NOTHING);
            }
        };
    }

    private static void requireOurs(Workspace workspace, Sender sender) {
        if (!sender.team().equals(workspace.team())
                || !sender.memberTeam().equals(workspace.team())
                || !sender.app().equals(workspace.app())) {
            throw ofOthers("It is of another workspace or app.");
        }
    }

    private static void requireOurs(Workspace workspace, Choice choice) {
        if (!workspace.allChannels().contains(choice.channel())) {
            throw ofOthers("It is of another channel.");
        }
    }

    private static BadSlackRequest ofOthers(String reason) {
        return new BadSlackRequest(Kind.OF_OTHERS, reason);
    }

    private static ChatMember member(Sender sender) {
        return new ChatMember(Workspace.SERVICE, sender.team(), sender.member());
    }

    private Future<String> pressed(Open open, ChatMember member, Choice choice, String trigger) {
        return votes.standing(member, choice, clock.instant())
                .map(standing -> VoteDialog.of(choice, standing.hold().ballot().placed()))
                .compose(dialog -> open.api().open(trigger, dialog))
                .recover(failure -> tell(open, member, choice, failure))
                .map(NOTHING);
    }

    private Future<String> voted(Open open, ChatMember member, Choice choice, String reason) {
        return Future.succeededFuture()
                .compose(_ -> votes.cast(member, choice, reason, clock.instant()))
                .recover(failure -> tell(open, member, choice, failure))
                .map(NOTHING);
    }

    private static Future<Void> tell(
            Open open, ChatMember member, Choice choice, Throwable failure) {
        return open.api()
                .tell(choice.channel(), member.member(), HoldMessage.saying(reason(failure)));
    }

    private static String reason(Throwable failure) {
        return switch (failure) {
            case SlackRefused refused -> refused.reason();
            case ActionRefused refused -> "Not counted: " + refused.reason();
            default -> {
                LOG.log(WARNING, "nothing done for Slack: cause={0}", failure);
                yield "That did not work here. Nothing was changed for sure; look again.";
            }
        };
    }

    /** What work comes to, or {@code otherwise} while it goes on. */
    private Future<String> soon(Future<String> work, String otherwise) {
        return Future.future(
                answer -> {
                    long timer =
                            vertx.setTimer(
                                    ANSWER_WITHIN_MILLIS, _ -> answer.tryComplete(otherwise));
                    work.onFailure(e -> LOG.log(WARNING, "Slack not told: cause={0}", e))
                            .otherwise(otherwise)
                            .onSuccess(
                                    done -> {
                                        vertx.cancelTimer(timer);
                                        answer.tryComplete(done);
                                    });
                });
    }
}

package dev.holdpoint.approval.slack;

import dev.holdpoint.approval.hold.HoldAction;
import dev.holdpoint.approval.hold.HoldAction.Approve;
import dev.holdpoint.approval.hold.HoldAction.Deny;
import dev.holdpoint.approval.hold.HoldState;
import dev.holdpoint.approval.hold.HoldState.Placed;
import dev.holdpoint.approval.hold.Voter;
import dev.holdpoint.approval.inbox.HoldDesk;
import dev.holdpoint.approval.inbox.Voters;
import dev.holdpoint.approval.inbox.VotingDesk;
import dev.holdpoint.approval.inbox.VotingDesk.Cast;
import dev.holdpoint.approval.slack.SlackRequest.Choice;
import dev.holdpoint.approval.slack.SlackTables.Message;
import dev.holdpoint.events.ChatMember;
import dev.holdpoint.events.Principal;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Casts votes by Slack: by linked people, on what its channel was shown, all of it to approve. */
final class ChatVotes {
    private static final int LONGEST_REASON = 2_000;

    private final ChatPeople people;
    private final HoldDesk holds;
    private final Voters voters;
    private final VotingDesk votes;
    private final SlackTables tables;

    ChatVotes(
            ChatPeople people,
            HoldDesk holds,
            Voters voters,
            VotingDesk votes,
            SlackTables tables) {
        this.people = people;
        this.holds = holds;
        this.voters = voters;
        this.votes = votes;
        this.tables = tables;
    }

    /** Somebody before a hold that they were shown. */
    record Standing(Placed hold, Principal voter) {}

    /** Fails with {@link SlackRefused} if such a vote would be of no effect. */
    Future<Standing> standing(ChatMember member, Choice choice, Instant now) {
        return people.principal(member, now)
                .compose(
                        voter ->
                                shown(choice)
                                        .compose(_ -> holds.look(choice.hold()))
                                        .map(state -> new Standing(wholly(state, choice), voter)));
    }

    private Future<Message> shown(Choice choice) {
        return tables.message(choice.hold(), choice.channel())
                .map(message -> same(message, choice));
    }

    private static Message same(Optional<Message> message, Choice choice) {
        return message.filter(one -> one.ts().equals(choice.ts()))
                .orElseThrow(
                        () ->
                                new SlackRefused(
                                        "This message does not show a hold yet, or not any more."));
    }

    private static Placed wholly(HoldState state, Choice choice) {
        if (!(state instanceof Placed placed)) {
            throw new SlackRefused("There is no such hold.");
        }
        if (choice.approves() && !Sight.of(placed.ballot().placed()).whole()) {
            throw new SlackRefused(
                    "Not all of this command is shown in Slack, so it can only be denied here. To"
                            + " see all of it and to approve: ./holdpoint approvals show "
                            + choice.hold().value());
        }
        return placed;
    }

    /** Fails with what refused it. */
    Future<Void> cast(ChatMember member, Choice choice, String reason, Instant now) {
        var why = readable(reason);
        return standing(member, choice, now)
                .compose(
                        standing ->
                                voters.voter(standing.hold(), standing.voter(), null, now)
                                        .compose(
                                                voter ->
                                                        votes.cast(
                                                                standing.hold(),
                                                                voter.by(member),
                                                                cast(choice, why, now),
                                                                null)))
                .mapEmpty();
    }

    private static Cast cast(Choice choice, String why, Instant now) {
        Function<Voter, HoldAction> action =
                choice.approves()
                        ? voter -> new Approve(voter, why, now, choice.ballot())
                        : voter -> new Deny(voter, why, now);
        return new Cast(choice.hold(), action, List.of(), action);
    }

    private static String readable(String reason) {
        var why = reason.strip();
        if (why.length() > LONGEST_REASON
                || why.chars().anyMatch(one -> Character.isISOControl(one) && one != '\n')) {
            throw new SlackRefused(
                    "A reason has at most %d characters, none of control."
                            .formatted(LONGEST_REASON));
        }
        return why;
    }
}

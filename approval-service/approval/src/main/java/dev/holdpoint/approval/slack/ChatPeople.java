package dev.holdpoint.approval.slack;

import dev.holdpoint.approval.inbox.Memberships;
import dev.holdpoint.approval.inbox.Memberships.LastSeen;
import dev.holdpoint.approval.slack.link.LinkDesk;
import dev.holdpoint.events.ChatMember;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Who uses a chat account, in the groups that their latest token of late said they are in. */
final class ChatPeople {
    private final LinkDesk links;
    private final Memberships memberships;
    private final Duration loggedInWithin;

    ChatPeople(LinkDesk links, Memberships memberships, Duration loggedInWithin) {
        this.links = links;
        this.memberships = memberships;
        this.loggedInWithin = loggedInWithin;
    }

    /** Fails with {@link SlackRefused} if nobody is known to use it, or not well enough. */
    Future<Principal> principal(ChatMember member, Instant now) {
        return links.look(member)
                .map(
                        account ->
                                account.orElseThrow(
                                        () ->
                                                new SlackRefused(
                                                        "Your Slack account is linked to nobody"
                                                                + " here, so it has no vote. Ask for a"
                                                                + " code with POST /api/v1/slack/links,"
                                                                + " then type /holdpoint link CODE.")))
                .compose(
                        account ->
                                memberships
                                        .lastSeen(account)
                                        .map(seen -> principal(account, seen, now)));
    }

    private Principal principal(PrincipalId account, Optional<LastSeen> seen, Instant now) {
        var last =
                seen.filter(one -> isRecent(one, now))
                        .orElseThrow(
                                () ->
                                        new SlackRefused(
                                                "Your groups are not known by a login of the last"
                                                        + " %d minutes. Log in, and list or show a hold"
                                                                .formatted(
                                                                        loggedInWithin.toMinutes())
                                                        + " (./holdpoint approvals list), then vote"
                                                        + " again here."));
        if (!last.person()) {
            throw new SlackRefused("Only people vote, and your account is none's.");
        }
        return new Principal(account, account.subject(), PrincipalKind.HUMAN, last.groups(), null);
    }

    private boolean isRecent(LastSeen seen, Instant now) {
        return !memberships.isTooOld(seen.statedAt())
                && !seen.statedAt().isBefore(now.minus(loggedInWithin));
    }
}

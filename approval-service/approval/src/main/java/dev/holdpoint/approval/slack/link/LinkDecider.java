package dev.holdpoint.approval.slack.link;

import dev.holdpoint.approval.slack.link.LinkAction.Leave;
import dev.holdpoint.approval.slack.link.LinkAction.Link;
import dev.holdpoint.approval.slack.link.LinkAction.Unlink;
import dev.holdpoint.eventlog.store.Decider;
import dev.holdpoint.events.ChatEvent;
import dev.holdpoint.events.ChatEvent.ChatLinked;
import dev.holdpoint.events.ChatEvent.ChatUnlinked;
import dev.holdpoint.events.ChatMember;
import dev.holdpoint.events.PrincipalId;
import java.util.List;
import java.util.Optional;

/** Decides whose one chat account is: one account's at a time. */
final class LinkDecider implements Decider<LinkState, LinkAction, ChatEvent> {
    /** Each is an event for ever. */
    static final int MOST_LINKS = 50;

    @Override
    public LinkState initial() {
        return new LinkState(Optional.empty(), 0);
    }

    @Override
    public LinkState evolve(LinkState state, ChatEvent event) {
        return switch (event) {
            case ChatLinked(_, var account) ->
                    new LinkState(Optional.of(account), state.times() + 1);
            case ChatUnlinked _ -> new LinkState(Optional.empty(), state.times());
        };
    }

    @Override
    public List<ChatEvent> decide(LinkState state, LinkAction action) {
        return switch (action) {
            case Link(var member, var account) -> link(state, member, account);
            case Unlink(var member) -> List.of(new ChatUnlinked(member, linked(state)));
            case Leave(var member, var account) -> leave(state, member, account);
        };
    }

    private static List<ChatEvent> link(LinkState state, ChatMember member, PrincipalId account) {
        if (state.account().isPresent()) {
            if (state.account().get().equals(account)) {
                return List.of();
            }
            throw new LinkRefused(
                    "linked-already",
                    "This chat account is linked to another account: unlink it first.");
        }
        if (state.times() >= MOST_LINKS) {
            throw new LinkRefused(
                    "too-many-links",
                    "This chat account was linked %d times: use another one."
                            .formatted(MOST_LINKS));
        }
        return List.of(new ChatLinked(member, account));
    }

    private static List<ChatEvent> leave(LinkState state, ChatMember member, PrincipalId account) {
        if (!linked(state).equals(account)) {
            throw unknown();
        }
        return List.of(new ChatUnlinked(member, account));
    }

    private static PrincipalId linked(LinkState state) {
        return state.account().orElseThrow(LinkDecider::unknown);
    }

    private static LinkRefused unknown() {
        return new LinkRefused("unknown-link", "There is no such link, or it is not yours.");
    }
}

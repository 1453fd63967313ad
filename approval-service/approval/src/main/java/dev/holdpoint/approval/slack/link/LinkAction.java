package dev.holdpoint.approval.slack.link;

import dev.holdpoint.events.ChatMember;
import dev.holdpoint.events.PrincipalId;

/** What can be asked of the link of one chat account. */
public sealed interface LinkAction {
    /** Both sides have confirmed that it is the account's. */
    record Link(ChatMember member, PrincipalId account) implements LinkAction {}

    /** Whoever uses it, or who governs, ends the link, whose ever it is. */
    record Unlink(ChatMember member) implements LinkAction {}

    /** The account ends the link, if it is its own. */
    record Leave(ChatMember member, PrincipalId account) implements LinkAction {}
}

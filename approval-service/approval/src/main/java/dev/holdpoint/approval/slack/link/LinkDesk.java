package dev.holdpoint.approval.slack.link;

import dev.holdpoint.approval.slack.link.LinkAction.Leave;
import dev.holdpoint.approval.slack.link.LinkAction.Link;
import dev.holdpoint.approval.slack.link.LinkAction.Unlink;
import dev.holdpoint.eventlog.store.Deciding;
import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.ChatEvent;
import dev.holdpoint.events.ChatMember;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.StreamId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/** Whose chat accounts are, as the event store knows it: one stream for each. */
public final class LinkDesk {
    private static final String PREFIX = "chat:";

    private final LinkCodes codes;
    private final LinkBook book;
    private final Deciding<LinkState, LinkAction, ChatEvent> deciding;

    public LinkDesk(EventStore store, LinkCodes codes, LinkBook book) {
        this.codes = codes;
        this.book = book;
        this.deciding = new Deciding<>(store, new LinkDecider(), ChatEvent.class);
    }

    /**
     * Links a chat account to whom the code was given, which is spent by it.
     *
     * @return the account; fails with {@link LinkRefused} if the code is none
     */
    public Future<PrincipalId> link(ChatMember member, String code, Instant now) {
        return codes.spend(code, now)
                .compose(
                        account ->
                                account.map(owner -> link(member, owner))
                                        .orElseGet(
                                                () ->
                                                        Future.failedFuture(
                                                                new LinkRefused(
                                                                        "bad-code",
                                                                        "That code is none, was"
                                                                                + " used or is over:"
                                                                                + " ask for a new"
                                                                                + " one."))));
    }

    private Future<PrincipalId> link(ChatMember member, PrincipalId account) {
        return book.of(account)
                .compose(
                        linked ->
                                linked.stream().allMatch(member::equals)
                                        ? run(member, account, new Link(member, account))
                                        : Future.failedFuture(
                                                new LinkRefused(
                                                        "linked-already",
                                                        "Your account has another chat account:"
                                                                + " unlink that first.")))
                .map(account);
    }

    /** Whoever uses the chat account ends its link; whose it was. */
    public Future<PrincipalId> unlink(ChatMember member) {
        return look(member)
                .compose(
                        account ->
                                account.map(
                                                owner ->
                                                        run(member, owner, new Unlink(member))
                                                                .map(owner))
                                        .orElseGet(
                                                () ->
                                                        Future.failedFuture(
                                                                new LinkRefused(
                                                                        "unknown-link",
                                                                        "It is linked to"
                                                                                + " nobody."))));
    }

    /**
     * Ends the link of a chat account.
     *
     * @param governs whether they may end anybody's
     */
    public Future<Void> unlink(ChatMember member, PrincipalId by, boolean governs) {
        return run(member, by, governs ? new Unlink(member) : new Leave(member, by));
    }

    private Future<Void> run(ChatMember member, PrincipalId actor, LinkAction action) {
        return deciding.run(stream(member), Actor.of(actor), null, action).mapEmpty();
    }

    /** Whose it is; empty if nobody's. */
    public Future<Optional<PrincipalId>> look(ChatMember member) {
        return deciding.look(stream(member)).map(LinkState::account);
    }

    private static StreamId stream(ChatMember member) {
        return new StreamId(PREFIX + member);
    }
}

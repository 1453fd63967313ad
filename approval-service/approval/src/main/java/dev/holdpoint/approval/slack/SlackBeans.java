package dev.holdpoint.approval.slack;

import dev.holdpoint.approval.ApprovalParts;
import dev.holdpoint.approval.inbox.HoldDesk;
import dev.holdpoint.approval.inbox.Memberships;
import dev.holdpoint.approval.inbox.Voters;
import dev.holdpoint.approval.inbox.VotingDesk;
import dev.holdpoint.approval.slack.link.LinkBook;
import dev.holdpoint.approval.slack.link.LinkCodes;
import dev.holdpoint.approval.slack.link.LinkDesk;
import dev.holdpoint.approval.webhook.Courier;
import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.events.Uuid7;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** What the parts about Slack share. */
@Singleton
final class SlackBeans {
    @Produces
    @Singleton
    SlackLine line(Vertx vertx, SlackSettings settings) {
        return SlackLine.of(vertx, Setup.of(settings));
    }

    @Produces
    @Singleton
    SlackTables tables(@ReactiveDataSource("approval") Pool pool) {
        return new SlackTables(pool, ApprovalParts.SCHEMA);
    }

    @Produces
    @Singleton
    LinkCodes codes(@ReactiveDataSource("approval") Pool pool) {
        return new LinkCodes(pool, ApprovalParts.SCHEMA);
    }

    @Produces
    @Singleton
    LinkBook book(@ReactiveDataSource("approval") Pool pool) {
        return new LinkBook(pool, ApprovalParts.SCHEMA);
    }

    @Produces
    @Singleton
    LinkDesk links(@ReactiveDataSource("approval") Pool pool, LinkCodes codes, LinkBook book) {
        var clock = InstantSource.system();
        var store =
                new EventStore(
                        pool, ApprovalParts.SCHEMA, "approval-service", new Uuid7(clock), clock);
        return new LinkDesk(store, codes, book);
    }

    @Produces
    @Singleton
    ChatPeople people(LinkDesk links, Memberships memberships, SlackSettings settings) {
        return new ChatPeople(links, memberships, settings.loggedInWithin());
    }

    @Produces
    @Singleton
    ChatVotes votes(
            ChatPeople people,
            HoldDesk holds,
            Voters voters,
            VotingDesk votes,
            SlackTables tables) {
        return new ChatVotes(people, holds, voters, votes, tables);
    }

    @Produces
    @Singleton
    SlackDesk desk(
            Vertx vertx, SlackLine line, SlackTables tables, ChatVotes votes, LinkDesk links) {
        return new SlackDesk(vertx, line, tables, votes, new TypedCommands(links));
    }

    @Produces
    @Singleton
    Courier.Others couriers(SlackLine line, HoldDesk holds, SlackTables tables) {
        return new Courier.Others(
                line.open().stream()
                        .flatMap(
                                open ->
                                        open.workspace().allChannels().stream()
                                                .map(
                                                        channel ->
                                                                courier(
                                                                        channel, open, holds,
                                                                        tables)))
                        .toList());
    }

    private static Courier courier(
            String channel, SlackLine.Open open, HoldDesk holds, SlackTables tables) {
        return new ChannelCourier(channel, open.workspace(), holds, tables, open.api());
    }
}

package dev.holdpoint.approval;

import dev.holdpoint.approval.inbox.ClaimDesk;
import dev.holdpoint.approval.inbox.HoldDesk;
import dev.holdpoint.approval.inbox.Memberships;
import dev.holdpoint.approval.inbox.TicketDesk;
import dev.holdpoint.approval.inbox.Tickets;
import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.events.Uuid7;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** What the service's parts share. */
@Singleton
final class ApprovalBeans {
    @Produces
    @Singleton
    HoldDesk desk(@ReactiveDataSource("approval") Pool pool, ApprovalSettings settings) {
        var clock = InstantSource.system();
        return new HoldDesk(
                new EventStore(
                        pool, ApprovalParts.SCHEMA, "approval-service", new Uuid7(clock), clock),
                settings.people());
    }

    @Produces
    @Singleton
    TicketDesk tickets(ClaimDesk claims, @ReactiveDataSource("approval") Pool pool) {
        return new TicketDesk(claims, new Tickets(pool, ApprovalParts.SCHEMA));
    }

    @Produces
    @Singleton
    ClaimDesk claims(HoldDesk desk, Memberships memberships) {
        return new ClaimDesk(desk, memberships, InstantSource.system());
    }

    @Produces
    @Singleton
    Memberships memberships(@ReactiveDataSource("approval") Pool pool, ApprovalSettings settings) {
        return new Memberships(
                pool, ApprovalParts.SCHEMA, settings.membershipsKeptFor(), InstantSource.system());
    }
}

package dev.holdpoint.approval;

import dev.holdpoint.approval.inbox.HoldDesk;
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
    TicketDesk tickets(HoldDesk desk, @ReactiveDataSource("approval") Pool pool) {
        return new TicketDesk(
                desk, new Tickets(pool, ApprovalParts.SCHEMA), InstantSource.system());
    }
}

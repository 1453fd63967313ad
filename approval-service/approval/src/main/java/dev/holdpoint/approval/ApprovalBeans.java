package dev.holdpoint.approval;

import dev.holdpoint.approval.inbox.AlikeHolds;
import dev.holdpoint.approval.inbox.ClaimDesk;
import dev.holdpoint.approval.inbox.DelegationBook;
import dev.holdpoint.approval.inbox.DelegationDesk;
import dev.holdpoint.approval.inbox.GlassDesk;
import dev.holdpoint.approval.inbox.HoldDesk;
import dev.holdpoint.approval.inbox.JudgementDesk;
import dev.holdpoint.approval.inbox.Memberships;
import dev.holdpoint.approval.inbox.PersonLimit;
import dev.holdpoint.approval.inbox.PersonLimit.Act;
import dev.holdpoint.approval.inbox.TicketDesk;
import dev.holdpoint.approval.inbox.Tickets;
import dev.holdpoint.approval.inbox.Voters;
import dev.holdpoint.approval.inbox.VotingDesk;
import dev.holdpoint.approval.inbox.WaitingCommands;
import dev.holdpoint.approval.request.AccessDesk;
import dev.holdpoint.approval.request.AccessInbox;
import dev.holdpoint.approval.request.OpenRequests;
import dev.holdpoint.approval.revoke.OpenApprovals;
import dev.holdpoint.approval.revoke.RevokeDesk;
import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.events.Uuid7;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the service's parts share. */
@Singleton
final class ApprovalBeans {
    @Produces
    @Singleton
    HoldDesk desk(@ReactiveDataSource("approval") Pool pool, ApprovalSettings settings) {
        return new HoldDesk(store(pool), settings.people());
    }

    @Produces
    @Singleton
    VotingDesk votes(
            @ReactiveDataSource("approval") Pool pool,
            HoldDesk desk,
            ApprovalSettings settings,
            @ConfigProperty(name = "holdpoint.approval.approvals-per-minute") int perMinute) {
        var pace = new PersonLimit(pool, ApprovalParts.SCHEMA, Act.APPROVE, perMinute);
        return new VotingDesk(desk, pace, settings.people());
    }

    @Produces
    @Singleton
    AlikeHolds alike(@ReactiveDataSource("approval") Pool pool) {
        return new AlikeHolds(pool, ApprovalParts.SCHEMA);
    }

    @Produces
    @Singleton
    GlassDesk glass(
            @ReactiveDataSource("approval") Pool pool,
            HoldDesk desk,
            ApprovalSettings settings,
            @ConfigProperty(name = "holdpoint.approval.break-glass-per-person") int mostPerPerson) {
        var limit = new PersonLimit(pool, ApprovalParts.SCHEMA, Act.BREAK_GLASS, mostPerPerson);
        return new GlassDesk(desk, limit, settings.people());
    }

    private static EventStore store(Pool pool) {
        var clock = InstantSource.system();
        return new EventStore(
                pool, ApprovalParts.SCHEMA, "approval-service", new Uuid7(clock), clock);
    }

    @Produces
    @Singleton
    AccessDesk access(@ReactiveDataSource("approval") Pool pool, ApprovalSettings settings) {
        return new AccessDesk(
                store(pool), settings.people(), new OpenRequests(pool, ApprovalParts.SCHEMA));
    }

    @Produces
    @Singleton
    RevokeDesk revoking(
            @ReactiveDataSource("approval") Pool pool,
            HoldDesk holds,
            AccessDesk requests,
            Memberships memberships,
            ApprovalSettings settings) {
        var approvals = new OpenApprovals(pool, ApprovalParts.SCHEMA);
        return new RevokeDesk(holds, requests, approvals, memberships, settings.people());
    }

    @Produces
    @Singleton
    AccessInbox requests(@ReactiveDataSource("approval") Pool pool) {
        return new AccessInbox(pool, ApprovalParts.SCHEMA);
    }

    @Produces
    @Singleton
    DelegationDesk delegations(
            @ReactiveDataSource("approval") Pool pool,
            Memberships memberships,
            ApprovalSettings settings) {
        return new DelegationDesk(store(pool), memberships, settings.people());
    }

    @Produces
    @Singleton
    DelegationBook book(@ReactiveDataSource("approval") Pool pool) {
        return new DelegationBook(pool, ApprovalParts.SCHEMA);
    }

    @Produces
    @Singleton
    Voters voters(Memberships memberships, DelegationDesk delegations, ApprovalSettings settings) {
        return new Voters(memberships, delegations, settings.people());
    }

    @Produces
    @Singleton
    TicketDesk tickets(ClaimDesk claims, @ReactiveDataSource("approval") Pool pool) {
        return new TicketDesk(claims, new Tickets(pool, ApprovalParts.SCHEMA));
    }

    @Produces
    @Singleton
    ClaimDesk claims(HoldDesk desk, Voters voters, @ReactiveDataSource("approval") Pool pool) {
        var waiting = new WaitingCommands(pool, ApprovalParts.SCHEMA);
        return new ClaimDesk(desk, waiting, voters, InstantSource.system());
    }

    @Produces
    @Singleton
    JudgementDesk judgements(HoldDesk desk, Voters voters) {
        return new JudgementDesk(desk, voters, InstantSource.system());
    }

    @Produces
    @Singleton
    Memberships memberships(@ReactiveDataSource("approval") Pool pool, ApprovalSettings settings) {
        return new Memberships(
                pool, ApprovalParts.SCHEMA, settings.membershipsKeptFor(), InstantSource.system());
    }
}

package dev.holdpoint.audit.append;

import dev.holdpoint.audit.store.LedgerStore;
import dev.holdpoint.eventlog.store.ConcurrentAppend;
import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.LedgerEvent;
import dev.holdpoint.events.StreamId;
import io.vertx.core.Future;
import java.util.List;

/** Records what the ledger says about itself in the event store, from where it is relayed. */
public final class Journal {
    public static final String SERVICE = "audit-service";
    private static final int ATTEMPTS = 5;

    private final EventStore events;
    private final LedgerStore store;
    private final StreamId stream;

    public Journal(EventStore events, LedgerStore store, String origin) {
        this.events = events;
        this.store = store;
        this.stream = new StreamId(origin);
    }

    public Future<Void> record(List<? extends LedgerEvent> happened) {
        return happened.isEmpty() ? Future.succeededFuture() : attempt(happened, ATTEMPTS);
    }

    private Future<Void> attempt(List<? extends LedgerEvent> happened, int left) {
        return store.journalVersion()
                .compose(
                        version ->
                                events.append(
                                        stream, version, Actor.service(SERVICE), null, happened))
                .<Void>mapEmpty()
                .recover(
                        failure ->
                                failure instanceof ConcurrentAppend && left > 1
                                        ? attempt(happened, left - 1)
                                        : Future.failedFuture(failure));
    }
}

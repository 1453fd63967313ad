package dev.holdpoint.eventlog.store;

import dev.holdpoint.events.Envelope;

/** An event with its place in the store's one order. */
public record StoredEvent(long storeSequence, Envelope<?> envelope) {}

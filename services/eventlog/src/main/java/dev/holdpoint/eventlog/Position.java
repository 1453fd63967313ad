package dev.holdpoint.eventlog;

/** Where a record is in the log. */
public record Position(String topic, int partition, long offset) {}

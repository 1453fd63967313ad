package dev.holdpoint.audit.store;

/** A checkpoint that was signed: the size it covers and the whole note. */
public record StoredCheckpoint(long size, String note) {}

package dev.holdpoint.sql.catalogue;

/**
 * What a text was understood by: a text may mean something else by another.
 *
 * @param snapshot tells snapshots of the target apart
 */
public record Basis(long snapshot, Namespace namespace) {}

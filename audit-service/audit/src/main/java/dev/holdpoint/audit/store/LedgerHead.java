package dev.holdpoint.audit.store;

import dev.holdpoint.ledger.Hash;

/**
 * Where the ledger ends.
 *
 * @param epoch counts writers; only the newest one's appends are taken
 */
public record LedgerHead(long epoch, long size, Hash chain) {}

package dev.holdpoint.audit.append;

import dev.holdpoint.ledger.Hash;

/** A committed end of the ledger, which every later end continues. */
public record SignableHead(long size, Hash root, Hash chain) {}

/**
 * The offline check of an exported ledger. It recomputes everything from bytes and shares with the
 * writer only the hash functions and the file format.
 */
@NullMarked
package dev.holdpoint.ledger.verify;

import org.jspecify.annotations.NullMarked;

/**
 * The arithmetic of the ledger: entry bytes, hash chain, Merkle tree, proofs, signed checkpoints.
 * Nothing here reads a database, a log or a network; docs/ledger-format.md says the same in words.
 */
@NullMarked
package dev.holdpoint.ledger;

import org.jspecify.annotations.NullMarked;

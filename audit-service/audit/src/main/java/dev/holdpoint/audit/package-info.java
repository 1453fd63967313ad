/** audit-service: the ledger over the log, its checkpoints and proofs, sessions and transcripts. */
@NullMarked
package dev.holdpoint.audit;

import org.jspecify.annotations.NullMarked;

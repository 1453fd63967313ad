/** Takes the log into the ledger: one writer, exactly once, in one order. */
@NullMarked
package dev.holdpoint.audit.append;

import org.jspecify.annotations.NullMarked;

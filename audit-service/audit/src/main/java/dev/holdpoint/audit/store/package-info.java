/** The ledger's tables in PostgreSQL. */
@NullMarked
package dev.holdpoint.audit.store;

import org.jspecify.annotations.NullMarked;

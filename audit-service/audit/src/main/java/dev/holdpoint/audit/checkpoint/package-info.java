/** Signs the ledger's head and puts the note where the database does not reach. */
@NullMarked
package dev.holdpoint.audit.checkpoint;

import org.jspecify.annotations.NullMarked;

/** Decider streams in PostgreSQL and their publication to the log. */
@NullMarked
package dev.holdpoint.eventlog.store;

import org.jspecify.annotations.NullMarked;

/** Reads recordings of format {@code postgresql-3}; knows nothing of where they are kept. */
@NullMarked
package dev.holdpoint.audit.recordings.postgres;

import org.jspecify.annotations.NullMarked;

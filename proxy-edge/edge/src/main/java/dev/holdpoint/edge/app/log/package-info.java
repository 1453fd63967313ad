/** Session streams on the log: one writer, no gaps, acknowledged. */
@NullMarked
package dev.holdpoint.edge.app.log;

import org.jspecify.annotations.NullMarked;

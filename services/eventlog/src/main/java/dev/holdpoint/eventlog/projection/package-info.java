/** Read models folded from the log, with rows and position in one transaction. */
@NullMarked
package dev.holdpoint.eventlog.projection;

import org.jspecify.annotations.NullMarked;

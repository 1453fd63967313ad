/** Holds arriving from the log, and what is open now. */
@NullMarked
package dev.holdpoint.approval.inbox;

import org.jspecify.annotations.NullMarked;

/** Refusals, as any protocol may tell them. */
@NullMarked
package dev.holdpoint.edge.relay;

import org.jspecify.annotations.NullMarked;

/** Rewriting result values as the decision obliges. */
@NullMarked
package dev.holdpoint.edge.mask;

import org.jspecify.annotations.NullMarked;

/** Asking the policy decision point. */
@NullMarked
package dev.holdpoint.edge.decide;

import org.jspecify.annotations.NullMarked;

/** Which result columns are masked, and the masking. */
@NullMarked
package dev.holdpoint.edge.postgres.mask;

import org.jspecify.annotations.NullMarked;

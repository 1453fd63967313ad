/** Ways to get at masked values. */
@NullMarked
package dev.holdpoint.edge.postgres.extraction;

import org.jspecify.annotations.NullMarked;

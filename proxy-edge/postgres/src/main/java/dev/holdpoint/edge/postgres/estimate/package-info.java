/** How many rows a statement would return or change, as its target estimates them. */
@NullMarked
package dev.holdpoint.edge.postgres.estimate;

import org.jspecify.annotations.NullMarked;

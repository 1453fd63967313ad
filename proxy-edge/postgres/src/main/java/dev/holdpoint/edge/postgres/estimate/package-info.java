/** How a target would run a statement, and how many rows it expects that to return or change. */
@NullMarked
package dev.holdpoint.edge.postgres.estimate;

import org.jspecify.annotations.NullMarked;

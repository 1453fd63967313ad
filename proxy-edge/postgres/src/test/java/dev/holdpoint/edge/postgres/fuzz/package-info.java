/** Random bytes for everything that reads what a peer sent. */
@NullMarked
package dev.holdpoint.edge.postgres.fuzz;

import org.jspecify.annotations.NullMarked;

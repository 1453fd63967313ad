/** Other people's clients, each through its paces with the edge between it and the target. */
@NullMarked
package dev.holdpoint.edge.postgres.drivers;

import org.jspecify.annotations.NullMarked;

/** One value and what the client may see instead, by its type and format. */
@NullMarked
package dev.holdpoint.edge.postgres.mask.cell;

import org.jspecify.annotations.NullMarked;

/** What a target has, as last read: relations, views, code, and who vouches for it. */
@NullMarked
package dev.holdpoint.edge.postgres.catalogue;

import org.jspecify.annotations.NullMarked;

/** A listener between real clients and a real PostgreSQL, its ports faked by hand. */
@NullMarked
package dev.holdpoint.edge.postgres.harness;

import org.jspecify.annotations.NullMarked;

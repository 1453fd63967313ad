/** Frames of protocol 3.0 as bytes, both directions. */
@NullMarked
package dev.holdpoint.edge.postgres.wire;

import org.jspecify.annotations.NullMarked;

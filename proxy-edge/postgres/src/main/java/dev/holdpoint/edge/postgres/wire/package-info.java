/** Frames of the frontend/backend protocol as bytes, both directions. */
@NullMarked
package dev.holdpoint.edge.postgres.wire;

import org.jspecify.annotations.NullMarked;

/** How the edge learns that a hold is settled, and how it claims a release. */
@NullMarked
package dev.holdpoint.edge.app.hold;

import org.jspecify.annotations.NullMarked;

/** Which edge owns which sessions, and who closes the books of a dead one. */
@NullMarked
package dev.holdpoint.edge.app.lease;

import org.jspecify.annotations.NullMarked;

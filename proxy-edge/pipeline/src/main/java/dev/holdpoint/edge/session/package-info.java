/** Sessions: who is connected to what, and whether they may be. */
@NullMarked
package dev.holdpoint.edge.session;

import org.jspecify.annotations.NullMarked;

/** Recording what happens before it happens. */
@NullMarked
package dev.holdpoint.edge.record;

import org.jspecify.annotations.NullMarked;

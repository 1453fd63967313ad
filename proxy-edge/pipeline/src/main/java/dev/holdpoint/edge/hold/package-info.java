/** Commands that wait for people. */
@NullMarked
package dev.holdpoint.edge.hold;

import org.jspecify.annotations.NullMarked;

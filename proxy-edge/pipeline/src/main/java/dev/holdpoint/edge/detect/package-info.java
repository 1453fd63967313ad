/** Recognising sensitive values by what they look like, in time linear in their length. */
@NullMarked
package dev.holdpoint.edge.detect;

import org.jspecify.annotations.NullMarked;

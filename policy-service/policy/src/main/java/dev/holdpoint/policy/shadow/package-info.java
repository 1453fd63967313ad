/** A revision that is tried: asked beside the one that decides, and counted. */
@NullMarked
package dev.holdpoint.policy.shadow;

import org.jspecify.annotations.NullMarked;

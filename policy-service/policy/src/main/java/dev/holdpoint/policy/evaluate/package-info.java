/** Deciding: a pure function of what is published and what is asked. */
@NullMarked
package dev.holdpoint.policy.evaluate;

import org.jspecify.annotations.NullMarked;

/** The policy service: wiring and life cycle. */
@NullMarked
package dev.holdpoint.policy;

import org.jspecify.annotations.NullMarked;

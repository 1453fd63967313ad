/** Who could do what, through which grant and by which rules. */
@NullMarked
package dev.holdpoint.policy.access;

import org.jspecify.annotations.NullMarked;

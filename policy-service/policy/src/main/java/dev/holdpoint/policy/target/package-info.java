/** The register of targets. */
@NullMarked
package dev.holdpoint.policy.target;

import org.jspecify.annotations.NullMarked;

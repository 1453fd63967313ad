/** The register of grants and targets: changes by people, by documents and by the clock. */
@NullMarked
package dev.holdpoint.policy.register;

import org.jspecify.annotations.NullMarked;

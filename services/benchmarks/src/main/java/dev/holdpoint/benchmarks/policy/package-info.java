/** How fast policy decides, simulates and publishes. */
@NullMarked
package dev.holdpoint.benchmarks.policy;

import org.jspecify.annotations.NullMarked;

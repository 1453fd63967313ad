/** How soon after a release a held command runs. */
@NullMarked
package dev.holdpoint.benchmarks.release;

import org.jspecify.annotations.NullMarked;

/** The wire benchmark: the same load over every route to the target, in turns. */
@NullMarked
package dev.holdpoint.benchmarks.wire;

import org.jspecify.annotations.NullMarked;

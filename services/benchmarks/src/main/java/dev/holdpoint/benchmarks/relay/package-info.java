/** Programs the benchmarks run in JVMs of their own: a byte copy, a pretended target. */
@NullMarked
package dev.holdpoint.benchmarks.relay;

import org.jspecify.annotations.NullMarked;

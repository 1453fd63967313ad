/** Memory per session of an edge, and large results through a small heap. */
@NullMarked
package dev.holdpoint.benchmarks.memory;

import org.jspecify.annotations.NullMarked;

/** What the single steps of the hot path cost: decode, analyse, decide, mask, append. */
@NullMarked
package dev.holdpoint.benchmarks.parts;

import org.jspecify.annotations.NullMarked;

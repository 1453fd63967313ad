/** Real servers to measure on: a target, a whole Holdpoint, and what the machine is. */
@NullMarked
package dev.holdpoint.benchmarks.lab;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.holdpoint.benchmarks.lab;

import org.jspecify.annotations.NullMarked;

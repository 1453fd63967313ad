/** What the PostgreSQL edge costs, measured beside other ways to the same server. */
@NullMarked
package dev.holdpoint.benchmarks;

import org.jspecify.annotations.NullMarked;

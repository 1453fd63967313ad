/** The edge as a process: configuration, start-up in order, health. */
@NullMarked
package dev.holdpoint.edge.app;

import org.jspecify.annotations.NullMarked;

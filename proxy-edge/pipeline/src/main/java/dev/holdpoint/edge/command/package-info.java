/** The way of a command: decide, record, hold, clear. */
@NullMarked
package dev.holdpoint.edge.command;

import org.jspecify.annotations.NullMarked;

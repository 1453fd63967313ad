/** Starts, watches and stops every process of a Holdpoint on one machine. */
@NullMarked
package dev.holdpoint.launcher;

import org.jspecify.annotations.NullMarked;

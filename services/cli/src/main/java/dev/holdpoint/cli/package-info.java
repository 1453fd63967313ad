/** The command line: a REST client for people at a terminal. */
@NullMarked
package dev.holdpoint.cli;

import org.jspecify.annotations.NullMarked;

/** The command line: a REST client for people at a terminal, and the offline ledger check. */
@NullMarked
package dev.holdpoint.cli;

import org.jspecify.annotations.NullMarked;

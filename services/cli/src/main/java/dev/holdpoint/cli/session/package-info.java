/** Recorded sessions on the command line. */
@NullMarked
package dev.holdpoint.cli.session;

import org.jspecify.annotations.NullMarked;

/** Policies tried out and explained on the command line. */
@NullMarked
package dev.holdpoint.cli.policy;

import org.jspecify.annotations.NullMarked;

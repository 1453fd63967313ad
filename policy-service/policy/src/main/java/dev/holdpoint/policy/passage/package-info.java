/** Ways through a window of the log, for whoever counts what is in it. */
@NullMarked
package dev.holdpoint.policy.passage;

import org.jspecify.annotations.NullMarked;

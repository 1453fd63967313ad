/** The approval service: held commands, votes on them, and claims. Here: its parts put together. */
@NullMarked
package dev.holdpoint.approval;

import org.jspecify.annotations.NullMarked;

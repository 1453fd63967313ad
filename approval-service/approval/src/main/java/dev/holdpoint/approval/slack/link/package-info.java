/** Whose a chat account is: confirmed by both sides, an event each time it changes. */
@NullMarked
package dev.holdpoint.approval.slack.link;

import org.jspecify.annotations.NullMarked;

/** Slack's side as its documentation says it behaves, and what is sent there and taken from it. */
@NullMarked
package dev.holdpoint.approval.slack;

import org.jspecify.annotations.NullMarked;

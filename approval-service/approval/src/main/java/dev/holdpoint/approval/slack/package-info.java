/** Holds in Slack: shown in channels, voted on by linked accounts, by signed requests alone. */
@NullMarked
package dev.holdpoint.approval.slack;

import org.jspecify.annotations.NullMarked;

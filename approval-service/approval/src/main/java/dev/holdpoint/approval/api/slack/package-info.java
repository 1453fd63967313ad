/** Slack over HTTP: what it sends, and links between its accounts and callers'. */
@NullMarked
package dev.holdpoint.approval.api.slack;

import org.jspecify.annotations.NullMarked;

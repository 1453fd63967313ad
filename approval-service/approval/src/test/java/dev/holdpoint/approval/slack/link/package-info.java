@NullMarked
package dev.holdpoint.approval.slack.link;

import org.jspecify.annotations.NullMarked;

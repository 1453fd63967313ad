@NullMarked
package dev.holdpoint.approval.webhook;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.holdpoint.approval.inbox;

import org.jspecify.annotations.NullMarked;

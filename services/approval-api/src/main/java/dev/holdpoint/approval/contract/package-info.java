/** What edges ask of approval-service, and the one mapping between messages and domain. */
@NullMarked
package dev.holdpoint.approval.contract;

import org.jspecify.annotations.NullMarked;

/** What is done when an approver's account was taken over. */
@NullMarked
package dev.holdpoint.approval.revoke;

import org.jspecify.annotations.NullMarked;

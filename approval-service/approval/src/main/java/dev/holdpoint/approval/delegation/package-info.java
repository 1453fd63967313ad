/** Handing the right to vote to another person for a time. */
@NullMarked
package dev.holdpoint.approval.delegation;

import org.jspecify.annotations.NullMarked;

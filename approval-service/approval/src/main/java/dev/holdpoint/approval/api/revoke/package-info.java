/** One call that takes back all that somebody approved. */
@NullMarked
package dev.holdpoint.approval.api.revoke;

import org.jspecify.annotations.NullMarked;

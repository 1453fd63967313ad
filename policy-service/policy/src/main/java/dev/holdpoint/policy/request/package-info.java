/** Approved requests for access becoming grants. */
@NullMarked
package dev.holdpoint.policy.request;

import org.jspecify.annotations.NullMarked;

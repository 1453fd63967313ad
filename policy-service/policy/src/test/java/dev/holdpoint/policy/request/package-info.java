/** Approved requests, and what speaks against them. */
@NullMarked
package dev.holdpoint.policy.request;

import org.jspecify.annotations.NullMarked;

/** Requests for access as they are stored, listed and expired, and what policy offers. */
@NullMarked
package dev.holdpoint.approval.request;

import org.jspecify.annotations.NullMarked;

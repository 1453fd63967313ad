/** Requests for access on a real store. */
@NullMarked
package dev.holdpoint.approval.request;

import org.jspecify.annotations.NullMarked;

/** Holds and votes over REST. */
@NullMarked
package dev.holdpoint.approval.api;

import org.jspecify.annotations.NullMarked;

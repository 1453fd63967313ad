/** Entitlement use over REST. */
@NullMarked
package dev.holdpoint.review.api;

import org.jspecify.annotations.NullMarked;

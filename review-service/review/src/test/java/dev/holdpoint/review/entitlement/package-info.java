@NullMarked
package dev.holdpoint.review.entitlement;

import org.jspecify.annotations.NullMarked;

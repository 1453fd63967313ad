@NullMarked
package dev.holdpoint.review.api;

import org.jspecify.annotations.NullMarked;

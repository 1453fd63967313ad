@NullMarked
package dev.holdpoint.review;

import org.jspecify.annotations.NullMarked;

/** The review service: who used what. Here: its parts put together. */
@NullMarked
package dev.holdpoint.review;

import org.jspecify.annotations.NullMarked;

/** Revisions over REST: listed, compared, published and activated. */
@NullMarked
package dev.holdpoint.policy.api.revision;

import org.jspecify.annotations.NullMarked;

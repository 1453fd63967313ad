/** A directory of documents: watched, judged when it is still, and published as events. */
@NullMarked
package dev.holdpoint.policy.directory;

import org.jspecify.annotations.NullMarked;

/** Changes of grants and targets over REST. */
@NullMarked
package dev.holdpoint.policy.api.change;

import org.jspecify.annotations.NullMarked;

/** What a draft of the documents would have decided about the commands on record. */
@NullMarked
package dev.holdpoint.policy.simulate;

import org.jspecify.annotations.NullMarked;

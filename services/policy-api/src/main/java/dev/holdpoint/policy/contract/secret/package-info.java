/** References to targets' secrets: how they are written, and where secrets may come from. */
@NullMarked
package dev.holdpoint.policy.contract.secret;

import org.jspecify.annotations.NullMarked;

/** References to secrets: how they are written, where they may lead, how local ones are read. */
@NullMarked
package dev.holdpoint.policy.contract.secret;

import org.jspecify.annotations.NullMarked;

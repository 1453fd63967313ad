@NullMarked
package dev.holdpoint.policy.contract.call;

import org.jspecify.annotations.NullMarked;

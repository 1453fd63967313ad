/** Cases about policies, written beside them and tried without any server. */
@NullMarked
package dev.holdpoint.policy.trial;

import org.jspecify.annotations.NullMarked;

/** What a policy or a rule is about: targets, principals, effects, names. */
@NullMarked
package dev.holdpoint.policy.match;

import org.jspecify.annotations.NullMarked;

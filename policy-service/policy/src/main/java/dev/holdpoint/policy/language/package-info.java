/** The policy language: YAML documents read strictly into a checked model. */
@NullMarked
package dev.holdpoint.policy.language;

import org.jspecify.annotations.NullMarked;

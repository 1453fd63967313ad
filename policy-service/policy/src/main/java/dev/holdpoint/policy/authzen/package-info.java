/** The evaluator for others' enforcement points: OpenID AuthZEN Authorization API 1.0. */
@NullMarked
package dev.holdpoint.policy.authzen;

import org.jspecify.annotations.NullMarked;

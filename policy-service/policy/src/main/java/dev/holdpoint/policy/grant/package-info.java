/** Grants: who may have which effects on what, until when. */
@NullMarked
package dev.holdpoint.policy.grant;

import org.jspecify.annotations.NullMarked;

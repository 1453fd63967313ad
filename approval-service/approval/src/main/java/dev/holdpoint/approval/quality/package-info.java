/** How approving goes: how long it takes, how carefully it is done, and what it costs whom. */
@NullMarked
package dev.holdpoint.approval.quality;

import org.jspecify.annotations.NullMarked;

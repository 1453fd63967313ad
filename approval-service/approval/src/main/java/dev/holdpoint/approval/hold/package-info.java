/** Holds: who may release them, when they end, and who may claim them. */
@NullMarked
package dev.holdpoint.approval.hold;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.holdpoint.approval.hold;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.holdpoint.approval.quality;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.holdpoint.approval.delegation;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.holdpoint.approval.access;

import org.jspecify.annotations.NullMarked;

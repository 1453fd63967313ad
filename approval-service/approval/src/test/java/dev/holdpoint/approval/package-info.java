@NullMarked
package dev.holdpoint.approval;

import org.jspecify.annotations.NullMarked;

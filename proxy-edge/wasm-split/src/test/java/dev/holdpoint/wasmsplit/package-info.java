@NullMarked
package dev.holdpoint.wasmsplit;

import org.jspecify.annotations.NullMarked;

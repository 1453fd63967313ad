/** WebAssembly's binary form, byte by byte. */
@NullMarked
package dev.holdpoint.wasmsplit.binary;

import org.jspecify.annotations.NullMarked;

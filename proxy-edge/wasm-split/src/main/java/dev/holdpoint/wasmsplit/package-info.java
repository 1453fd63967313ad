/**
 * Cuts the functions of a WebAssembly module that are too large for a JVM method; build time only.
 */
@NullMarked
package dev.holdpoint.wasmsplit;

import org.jspecify.annotations.NullMarked;

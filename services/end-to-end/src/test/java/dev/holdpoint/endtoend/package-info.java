/** The whole suite on loopback, driven by stock clients. */
@NullMarked
package dev.holdpoint.endtoend;

import org.jspecify.annotations.NullMarked;

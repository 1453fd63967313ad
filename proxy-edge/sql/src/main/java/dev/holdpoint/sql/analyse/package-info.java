/** From a text to what is known of it, on threads of its own. */
@NullMarked
package dev.holdpoint.sql.analyse;

import org.jspecify.annotations.NullMarked;

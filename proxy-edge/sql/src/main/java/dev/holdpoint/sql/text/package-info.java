/** Texts as they are: too large to be parsed whole, or holding what may not be recorded. */
@NullMarked
package dev.holdpoint.sql.text;

import org.jspecify.annotations.NullMarked;

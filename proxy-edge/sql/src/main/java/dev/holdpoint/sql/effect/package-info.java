/** What the statements of a text do, and what that sets off in the target. */
@NullMarked
package dev.holdpoint.sql.effect;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.holdpoint.sql.effect;

import org.jspecify.annotations.NullMarked;

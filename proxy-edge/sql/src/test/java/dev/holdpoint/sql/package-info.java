@NullMarked
package dev.holdpoint.sql;

import org.jspecify.annotations.NullMarked;

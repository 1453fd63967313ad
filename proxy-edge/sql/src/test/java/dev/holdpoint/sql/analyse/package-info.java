@NullMarked
package dev.holdpoint.sql.analyse;

import org.jspecify.annotations.NullMarked;

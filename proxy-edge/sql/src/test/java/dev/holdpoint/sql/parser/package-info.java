@NullMarked
package dev.holdpoint.sql.parser;

import org.jspecify.annotations.NullMarked;

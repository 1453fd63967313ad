/** Statement text to facts, with PostgreSQL's own grammar. */
@NullMarked
package dev.holdpoint.sql;

import org.jspecify.annotations.NullMarked;

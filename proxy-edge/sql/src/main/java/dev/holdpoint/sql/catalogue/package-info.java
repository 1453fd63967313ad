/** What PostgreSQL has by itself, what a target has beyond that, and what names mean there. */
@NullMarked
package dev.holdpoint.sql.catalogue;

import org.jspecify.annotations.NullMarked;

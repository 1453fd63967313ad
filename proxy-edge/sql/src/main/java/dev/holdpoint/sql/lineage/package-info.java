/** Which columns of a target the values a text yields come from. */
@NullMarked
package dev.holdpoint.sql.lineage;

import org.jspecify.annotations.NullMarked;

/** What a target is asked to take a snapshot of its catalogue, or to tell that one still holds. */
@NullMarked
package dev.holdpoint.edge.postgres.catalogue.query;

import org.jspecify.annotations.NullMarked;

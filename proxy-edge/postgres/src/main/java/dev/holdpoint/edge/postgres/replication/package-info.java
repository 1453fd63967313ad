/** What policy gets to know of a command besides its facts: what its session did, set and said. */
@NullMarked
package dev.holdpoint.edge.postgres.replication;

import org.jspecify.annotations.NullMarked;
